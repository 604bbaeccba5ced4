package koopman.jupyter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;

/** The sources of the JDK, from which JShell takes its Javadoc: most distributions have them as a package of its own. */
final class JdkSources {

    private static final Pattern OUTER_TYPE = Pattern.compile("(?<![\\w.])((?:[a-z]\\w*\\.)*[A-Z]\\w*)");

    private final Path file;

    JdkSources(Path javaHome) {
        Path own = javaHome.resolve("lib").resolve("src.zip");
        Path beside = javaHome.resolveSibling("src.zip");
        this.file = Files.isReadable(beside) ? beside : own;
    }

    /** Returns whether a signature without Javadoc would have one if the sources were there. */
    boolean areMissingFor(String signature, CellShell shell) {
        return !Files.isReadable(file) && isOfJdk(owner(signature), shell);
    }

    /** Returns the text of a file, by the module and the path in it, or an empty one. */
    String source(String name) {
        return LibrarySources.entry(file, name);
    }

    /** Returns what to do about missing sources. */
    String remedy() {
        return "No Javadoc: src.zip (not found at " + file + ") must be there: on Debian and Ubuntu, install openjdk-"
                + Runtime.version().feature() + "-source.";
    }

    /** The type that a member belongs to stands last before its parameters; a type stands alone. */
    private static String owner(String signature) {
        String plain = signature.replaceFirst("[(:].*", "");
        for (String all = ""; !all.equals(plain);) {
            all = plain;
            plain = plain.replaceAll("<[^<>]*>", "");
        }
        String owner = "";
        for (Matcher each = OUTER_TYPE.matcher(plain); each.find();) {
            owner = each.group(1);
        }
        return owner;
    }

    private static boolean isOfJdk(String type, CellShell shell) {
        Stream<String> imported = shell.shell().imports().map(ImportSnippet::fullname)
                .filter(name -> name.endsWith(".*") || name.endsWith("." + type))
                .map(name -> name.replace(".*", "." + type));
        return Stream.concat(Stream.of(type, "java.lang." + type), imported)
                .anyMatch(name -> isInNamedModule(name, shell.classLoader()));
    }

    /** Libraries and cells are in no module. */
    private static boolean isInNamedModule(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader).getModule().isNamed();
        } catch (ClassNotFoundException | LinkageError none) {
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * A library in a jar, as Maven knows it.
 *
 * @param artifact its name
 * @param classifier what tells jars of one artifact apart, such as a platform, or nothing
 * @param version its version
 * @param jar the file that has it
 * @param fromKernel whether the kernel itself runs with it
 */
record Library(String artifact, String classifier, String version, Path jar, boolean fromKernel) {

    private static final Pattern FILE_NAME = Pattern.compile("(.+?)-(\\d[^/]*)\\.jar");
    private static final Pattern PROPERTIES = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");

    /** What two versions of one library have in common. */
    String key() {
        return artifact + ":" + classifier;
    }

    /** Returns it as one that the kernel runs with. */
    Library ofKernel() {
        return new Library(artifact, classifier, version, jar, true);
    }

    /** Returns the libraries in a jar: those that Maven has left its mark of, else the one that the file's name tells. */
    static List<Library> in(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return List.of();
        }
        List<Library> marked = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (ZipEntry entry : file.stream().filter(each -> PROPERTIES.matcher(each.getName()).matches()).toList()) {
                Properties properties = new Properties();
                try (InputStream in = file.getInputStream(entry)) {
                    properties.load(in);
                }
                marked.add(marked(properties, jar));
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            marked.clear();
        }
        boolean named = marked.stream().anyMatch(each -> jar.getFileName().toString().startsWith(each.artifact() + "-"));
        if (!named) {
            marked.addAll(named(jar));
        }
        return marked;
    }

    private static Library marked(Properties properties, Path jar) {
        String artifact = properties.getProperty("artifactId", "");
        String version = properties.getProperty("version", "");
        String name = jar.getFileName().toString();
        String start = artifact + "-" + version + "-";
        String classifier = name.startsWith(start) ? name.substring(start.length()).replaceFirst("\\.jar$", "") : "";
        return new Library(artifact, classifier, version, jar, false);
    }

    /** In Maven's repository, the folders above a file are its version and its artifact. */
    private static List<Library> named(Path jar) {
        String name = jar.getFileName().toString();
        Path version = jar.getParent();
        Path artifact = version == null ? null : version.getParent();
        if (artifact != null && artifact.getFileName() != null
                && name.startsWith(artifact.getFileName() + "-" + version.getFileName())) {
            String rest = name.substring((artifact.getFileName() + "-" + version.getFileName()).length());
            return List.of(new Library(artifact.getFileName().toString(), rest.replaceFirst("\\.jar$", "").replaceFirst("^-", ""),
                    version.getFileName().toString(), jar, false));
        }
        Matcher file = FILE_NAME.matcher(name);
        return file.matches() ? List.of(new Library(file.group(1), "", file.group(2), jar, false)) : List.of();
    }
}

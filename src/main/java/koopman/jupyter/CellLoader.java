// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads the classes that JShell makes of cells, with checks for interrupts woven in. A class that only runs an
 * expression or a statement becomes a hidden class, which goes with its cell; the others stay.
 */
final class CellLoader implements LoaderDelegate {

    /** What stack traces call the loader of the cells' classes and of the libraries they brought. */
    static final String NAME = "cells";

    private static final Pattern TEMPORARY = Pattern.compile("\\$\\d+");
    private static final String ANCHOR = "KernelAnchor";

    private final Loader loader = new Loader(CellLoader.class.getClassLoader());
    private final Map<String, Class<?>> classes = new HashMap<>();
    private final List<Class<?>> replaced = new ArrayList<>();
    private MethodHandles.Lookup cells;

    ClassLoader classLoader() {
        return loader;
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored")
    public void load(ClassBytecodes[] batch) throws ClassInstallException {
        boolean[] loaded = new boolean[batch.length];
        try {
            if (batch.length == 1 && isFleeting(batch[0].bytecodes())) {
                classes.put(batch[0].name(), defineFleeting(batch[0]));
                return;
            }
            classesRedefined(batch);
            for (int i = 0; i < batch.length; i++) {
                Class<?> type = loader.loadClass(batch[i].name());
                type.getDeclaredMethods(); // links it as far as preparation
                classes.put(batch[i].name(), type);
                loaded[i] = true;
            }
        } catch (Throwable refused) {
            throw new ClassInstallException("load: " + refused.getMessage(), loaded);
        }
    }

    @Override
    public void classesRedefined(ClassBytecodes[] batch) {
        for (ClassBytecodes each : batch) {
            loader.declared.put(each.name(), InterruptWeaver.weave(each.bytecodes()));
        }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> type = classes.get(name);
        if (type == null) {
            throw new ClassNotFoundException(name + " is not a class of this session");
        }
        return type;
    }

    /** Returns the fields of all classes that were made of cells. */
    Stream<Field> fields() {
        return List.copyOf(classes.values()).stream().filter(each -> !each.isHidden())
                .flatMap(each -> Stream.of(each.getDeclaredFields()));
    }

    /** Lets go of what the variables of replaced classes hold. */
    void emptyReplaced() {
        replaced.stream().flatMap(each -> Stream.of(each.getDeclaredFields())).filter(Rescue::mayHold)
                .forEach(Rescue::empty);
        replaced.clear();
    }

    /** Lets go of a class that has run, if it was loaded for that only, and returns whether it was. */
    boolean forgetIfFleeting(String name) {
        Class<?> type = classes.get(name);
        return type != null && type.isHidden() && classes.remove(name, type);
    }

    /**
     * Lets go of the code of a replaced class, or of none for null; objects of it live on, and what its variables hold,
     * which code that still runs may use, until the heap needs the room.
     */
    void forget(String name) {
        if (name != null) {
            Class<?> type = classes.get(name);
            if (type != null) {
                replaced.add(type);
            }
            classes.keySet().removeIf(each -> Forgetting.isOf(name, each));
            loader.declared.keySet().removeIf(each -> Forgetting.isOf(name, each));
        }
    }

    @Override
    public void addToClasspath(String paths) throws InternalException {
        try {
            for (String path : paths.split(File.pathSeparator)) {
                loader.addURL(new File(path).toURI().toURL());
            }
        } catch (MalformedURLException impossible) {
            throw new InternalException(impossible.toString());
        }
    }

    private Class<?> defineFleeting(ClassBytecodes code) throws ReflectiveOperationException {
        if (cells == null) {
            String name = code.name().substring(0, code.name().lastIndexOf('.') + 1) + ANCHOR;
            cells = (MethodHandles.Lookup) loader.defineAnchor(name).getMethod("lookup").invoke(null);
        }
        return cells.defineHiddenClass(InterruptWeaver.weave(code.bytecodes()), false).lookupClass();
    }

    /**
     * A class without members to be referred to later: at most JShell's temporary variable, which is dropped.
     * Lambdas need a class with a name.
     */
    private static boolean isFleeting(byte[] bytecode) {
        boolean[] fleeting = {true};
        ClassReader reader = InterruptWeaver.reader(bytecode);
        if (reader == null) {
            return false;
        }
        reader.accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public FieldVisitor visitField(int access, String name, String type, String generic, Object value) {
                fleeting[0] &= TEMPORARY.matcher(name).matches();
                return null;
            }

            @Override
            public MethodVisitor visitMethod(int access, String name, String type, String generic,
                    String[] thrown) {
                fleeting[0] &= name.equals("do_it$") || name.startsWith("<");
                return null;
            }

            @Override
            public void visitInnerClass(String name, String outer, String inner, int access) {
                fleeting[0] &= !name.startsWith("REPL/");
            }
        }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return fleeting[0];
    }

    private static final class Loader extends URLClassLoader {

        final Map<String, byte[]> declared = new HashMap<>();

        Loader(ClassLoader parent) {
            super(NAME, new URL[0], parent);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] code = declared.get(name);
            return code == null ? findInLibrary(name) : defineClass(name, code, 0, code.length);
        }

        /** A class of a jar is woven too, unless it is signed or sealed there, or cannot be woven. */
        private Class<?> findInLibrary(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            LibraryClass found = LibraryClass.at(findResource(file), file);
            if (found == null) {
                return super.findClass(name);
            }
            definePackageOf(name, found);
            return defineClass(name, found.code(), 0, found.code().length, found.source());
        }

        private void definePackageOf(String name, LibraryClass found) {
            String own = name.substring(0, Math.max(0, name.lastIndexOf('.')));
            if (!own.isEmpty() && getDefinedPackage(own) == null) {
                try {
                    definePackage(own, found.manifest(), found.source().getLocation());
                } catch (IllegalArgumentException definedMeanwhile) {
                    return;
                }
            }
        }

        @Override
        public void addURL(URL url) {
            super.addURL(url);
        }

        @Override
        public InputStream getResourceAsStream(String path) {
            byte[] code = declared.get(path.replace(".class", "").replace('/', '.'));
            return code == null ? super.getResourceAsStream(path) : new ByteArrayInputStream(code);
        }

        /** Returns a class beside those of cells that hands out the right to define hidden ones there. */
        Class<?> defineAnchor(String name) {
            ClassWriter writer = new ClassWriter(0);
            writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
            String lookup = "()Ljava/lang/invoke/MethodHandles$Lookup;";
            var method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "lookup", lookup, null, null);
            method.visitCode();
            method.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", lookup, false);
            method.visitInsn(Opcodes.ARETURN);
            method.visitMaxs(1, 0);
            method.visitEnd();
            byte[] code = writer.toByteArray();
            return defineClass(name, code, 0, code.length);
        }
    }
}

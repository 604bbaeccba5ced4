// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** The options of the compiler of cells: preview features are on where this JVM runs them. */
final class CompilerOptions {

    private static final int FIRST_CLASS_FILE = 44; // of Java 0; each release counts one up

    private CompilerOptions() {}

    static List<String> list() {
        List<String> options = new ArrayList<>(List.of("-Xlint:none", "-proc:none", "-parameters"));
        if (previewIsOn()) {
            options.addAll(List.of("--enable-preview", "--source", String.valueOf(Runtime.version().feature())));
        }
        return options;
    }

    /** The JVM tells only by taking a class that uses preview features, or by not taking it. */
    private static boolean previewIsOn() {
        ClassWriter writer = new ClassWriter(0);
        int version = Opcodes.V_PREVIEW | FIRST_CLASS_FILE + Runtime.version().feature();
        writer.visit(version, Opcodes.ACC_PUBLIC, "Preview", null, "java/lang/Object", null);
        writer.visitEnd();
        byte[] code = writer.toByteArray();
        try {
            new ClassLoader() {
                Class<?> define() {
                    return defineClass("Preview", code, 0, code.length);
                }
            }.define();
            return true;
        } catch (UnsupportedClassVersionError off) {
            return false;
        }
    }
}

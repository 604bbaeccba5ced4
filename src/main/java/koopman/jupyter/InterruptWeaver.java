// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves {@link Interrupts#check} into a class: at the start of each method and before each jump backwards, so
 * that neither a loop nor a stream over a cell's lambda can run on after an interrupt.
 */
final class InterruptWeaver {

    private static final int API = Opcodes.ASM9;
    private static final String INTERRUPTS = Interrupts.class.getName().replace('.', '/');

    /** Where a class file says its version: two bytes minor, two bytes major. */
    private static final int VERSION_AT = 4;
    private static final int VERSION_BYTES = 4;
    private static final int NEWEST_KNOWN = Opcodes.V25;

    private static final AtomicBoolean SAID = new AtomicBoolean();

    private InterruptWeaver() {}

    /** Returns the class with the checks in it, or as it is if that cannot be done. */
    static byte[] weave(byte[] bytecode) {
        byte[] woven = weave(bytecode, true);
        if (woven == null && SAID.compareAndSet(false, true)) {
            System.err.println("Cells cannot be interrupted on this JDK (" + Runtime.version().feature()
                    + "): its classes are in a form that the kernel does not know.");
        }
        return woven == null ? bytecode : woven;
    }

    /**
     * Returns a library's class with the checks in it, or as it is if that cannot be done. What prepares the class
     * for use gets none: it runs once, and a class that is interrupted in it is of no use ever after.
     */
    static byte[] weaveLibrary(byte[] bytecode) {
        byte[] woven = weave(bytecode, false);
        return woven == null ? bytecode : woven;
    }

    private static byte[] weave(byte[] bytecode, boolean preparation) {
        try {
            ClassReader reader = reader(bytecode);
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new Checked(writer, preparation), 0);
            byte[] woven = writer.toByteArray();
            System.arraycopy(bytecode, VERSION_AT, woven, VERSION_AT, VERSION_BYTES);
            return woven;
        } catch (RuntimeException unknownForm) {
            return null;
        }
    }

    /** Returns a reader of a class of any version, or null: what is newer than ASM is read as the newest that it knows. */
    static ClassReader reader(byte[] bytecode) {
        try {
            int major = (bytecode[VERSION_AT + 2] & 0xFF) << 8 | bytecode[VERSION_AT + 3] & 0xFF;
            return new ClassReader(major <= NEWEST_KNOWN ? bytecode : asNewestKnown(bytecode.clone()));
        } catch (RuntimeException unknownForm) {
            return null;
        }
    }

    private static byte[] asNewestKnown(byte[] bytecode) {
        bytecode[VERSION_AT + 2] = NEWEST_KNOWN >> 8;
        bytecode[VERSION_AT + 3] = NEWEST_KNOWN & 0xFF;
        return bytecode;
    }

    private static final class Checked extends ClassVisitor {

        private final boolean preparation;

        Checked(ClassVisitor next, boolean preparation) {
            super(API, next);
            this.preparation = preparation;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String generic, String[] thrown) {
            MethodVisitor method = super.visitMethod(access, name, type, generic, thrown);
            return preparation || !name.equals("<clinit>") ? new CheckedMethod(method) : method;
        }
    }

    /** The check takes and leaves nothing on the stack, so neither stack sizes nor frames change. */
    private static final class CheckedMethod extends MethodVisitor {

        private final Set<Label> passed = new HashSet<>();

        CheckedMethod(MethodVisitor next) {
            super(API, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            check();
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label target) {
            if (passed.contains(target)) {
                check();
            }
            super.visitJumpInsn(opcode, target);
        }

        private void check() {
            visitMethodInsn(Opcodes.INVOKESTATIC, INTERRUPTS, "check", "()V", false);
        }
    }
}

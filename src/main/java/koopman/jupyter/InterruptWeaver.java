package koopman.jupyter;

import java.util.HashSet;
import java.util.Set;
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

    private InterruptWeaver() {}

    /** Returns the class with the checks in it. */
    static byte[] weave(byte[] bytecode) {
        ClassReader reader = new ClassReader(bytecode);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Checked(writer), 0);
        return writer.toByteArray();
    }

    private static final class Checked extends ClassVisitor {

        Checked(ClassVisitor next) {
            super(API, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String generic, String[] thrown) {
            return new CheckedMethod(super.visitMethod(access, name, type, generic, thrown));
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

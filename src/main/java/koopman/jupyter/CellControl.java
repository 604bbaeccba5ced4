// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs the code of cells in this JVM, on the thread that evaluates them, and keeps the value itself instead of
 * the text that JShell would make of it.
 */
final class CellControl extends DirectExecutionControl implements ExecutionControlProvider {

    private final CellLoader loader;
    private Object value;
    private Thrown thrown;
    private String fleeting;
    private Set<String> unusable = Set.of();
    private boolean compileOnly;

    CellControl(CellLoader loader) {
        super(loader);
        this.loader = loader;
    }

    @Override
    public String name() {
        return "koopman";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
        return this;
    }

    /** Sets whether code is neither loaded nor run, so that only the compiler's word is heard. */
    void compileOnly(boolean only) {
        compileOnly = only;
    }

    @Override
    public void load(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        if (compileOnly) { // JShell must not take these for loaded: it would never load the same code later
            throw new ClassInstallException("not to be loaded", new boolean[classes.length]);
        }
        super.load(classes);
    }

    @Override
    public String invoke(String className, String methodName)
            throws RunException, InternalException, EngineTerminationException {
        value = null;
        thrown = null;
        fleeting = null;
        if (compileOnly) {
            return "";
        }
        try {
            return super.invoke(className, methodName);
        } finally {
            fleeting = loader.forgetIfFleeting(className) ? className : null;
        }
    }

    @Override
    protected String invoke(Method method) throws Exception {
        try {
            value = run(method);
        } catch (InvocationTargetException failed) {
            Reserve.releaseAfter(failed.getCause());
            thrown = new Thrown(failed.getCause());
            unusable = thrown.parts().stream().flatMap(part -> Stream.of(part.problem().getStackTrace()))
                    .filter(frame -> frame.getMethodName().equals("<clinit>")).map(StackTraceElement::getClassName)
                    .collect(Collectors.toSet());
            thrown.parts().forEach(part -> hideLoadersFrom(part.problem()));
            throw new InvocationTargetException(thrown.carriers());
        } catch (OutOfMemoryError full) { // there was not even room to wrap it up
            Reserve.releaseAfter(full);
            thrown = new Thrown(full);
            throw new InvocationTargetException(full);
        }
        if (!method.getDeclaringClass().isHidden()) {
            emptyTemporaries(method.getDeclaringClass());
        }
        return "";
    }

    private static Object run(Method method) throws ReflectiveOperationException {
        Reserve.prepare();
        Interrupts.enterUserCode();
        try {
            return method.invoke(null);
        } finally {
            Interrupts.leaveUserCode();
        }
    }

    /** JShell would keep every value in a field of its own, for ever. */
    private static void emptyTemporaries(Class<?> type) throws IllegalAccessException {
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().startsWith("$") && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                field.set(null, null);
            }
        }
    }

    /** A hidden class has a slash and a number behind its name, by which JShell would not know it. */
    private static void hideLoadersFrom(Throwable problem) {
        List<StackTraceElement> trace = new ArrayList<>();
        if (problem instanceof ThreadDeath) { // its frames are those of the thread that sent it
            problem.setStackTrace(new StackTraceElement[0]);
        }
        for (StackTraceElement frame : problem.getStackTrace()) {
            if (isOfInterest(frame.getClassName())) {
                trace.add(new StackTraceElement(frame.getClassLoaderName(), frame.getModuleName(),
                        frame.getModuleVersion(), frame.getClassName().replaceFirst("/0x.*", ""),
                        frame.getMethodName(), frame.getFileName(), frame.getLineNumber()));
            }
        }
        problem.setStackTrace(trace.toArray(StackTraceElement[]::new));
    }

    /** Frames that the virtual machine or the kernel put between the user's own say nothing. */
    private static boolean isOfInterest(String type) {
        return !type.equals(Interrupts.class.getName()) && !type.startsWith("java.lang.invoke.LambdaForm")
                && (!type.contains("/0x") || type.startsWith("REPL."));
    }

    /** Returns the value of the last code that ran, and forgets it. */
    Object takeValue() {
        Object taken = value;
        value = null;
        return taken;
    }

    /** Returns what the last code threw, or null, and forgets it. */
    Thrown takeThrown() {
        Thrown taken = thrown;
        thrown = null;
        return taken;
    }

    /** Returns the classes that the last code could not initialise, which Java never tries again, and forgets them. */
    Set<String> takeUnusable() {
        Set<String> taken = unusable;
        unusable = Set.of();
        return taken;
    }

    /** Returns the name of the class that ran the last code if it is gone by now, or null. */
    String takeFleeting() {
        String taken = fleeting;
        fleeting = null;
        return taken;
    }

    @Override
    public String varValue(String className, String name) {
        return "";
    }

    /** Where a stop by force would end up that struck at the very end of the user's code. */
    @Override
    protected void clientCodeLeave() {
        Interrupts.leaveUserCode();
    }
}

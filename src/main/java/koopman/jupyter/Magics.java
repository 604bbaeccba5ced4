package koopman.jupyter;

/** The commands of a cell that are not Java. */
final class Magics {

    private final JavaKernel kernel;

    Magics(JavaKernel kernel) {
        this.kernel = kernel;
    }

    boolean isMagic(String code) {
        return false;
    }

    Object run(String code, int count) throws CellFailure {
        return kernel.shell().eval(code, count);
    }
}

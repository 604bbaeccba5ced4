// SPDX-License-Identifier: Apache-2.0
package koopman;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** The standard output of a command, which remembers what went wrong: Java's own keeps that to itself. */
final class StandardOutput extends FilterOutputStream {

    private static final int BROKEN_PIPE = 141; // as if the signal had ended the process, which Java ignores
    private static final int FAILED = 1;

    private IOException failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    /** Returns the standard output of this process, in place of Java's own. */
    static StandardOutput install() {
        var output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        String encoding = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        System.setOut(new PrintStream(output, true, encoding == null ? Charset.defaultCharset() : Charset.forName(encoding)));
        return output;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException failed) {
            failure = failed;
            throw failed;
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** Returns the exit code of a command that would end with this one, and says why its output is not whole. */
    int exitCode(int code, PrintStream err) {
        System.out.flush();
        if (failure == null || code != 0) {
            return code;
        }
        if (String.valueOf(failure.getMessage()).contains("Broken pipe")) {
            return BROKEN_PIPE; // whoever read has read enough
        }
        err.println("koopman: standard output could not be written whole (" + failure.getMessage() + ")");
        return FAILED;
    }
}

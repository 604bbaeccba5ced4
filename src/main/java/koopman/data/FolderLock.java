// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to be the only one who writes to a folder. It is a lock of the system's on the file {@code .lock} there, so it ends
 * with its process, however that ends; the file stays. Where the file system has no locks, everyone has the right.
 */
public final class FolderLock implements AutoCloseable {

    private static final String NAME = ".lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Returns the lock of a folder, which is made if it isn't there: for a command that computes for hours first.
     *
     * @param option what the caller calls it, for messages
     * @throws IllegalArgumentException if it has no name, is a file, cannot be written to, or somebody else has its lock
     */
    public static FolderLock require(String option, Path folder) {
        if (folder.toString().isEmpty()) {
            throw refused(option, folder, "must name a folder");
        }
        try {
            FileChannel channel = open(folder);
            if (isFree(channel)) {
                return new FolderLock(channel);
            }
            channel.close();
            throw refused(option, folder, "is in use by another run: wait for it, or name another folder");
        } catch (FileAlreadyExistsException file) {
            throw refused(option, folder, "must be a folder, but is a file");
        } catch (IOException failed) {
            throw refused(option, folder, "must be a folder that can be written to (" + WholeFile.reason(failed)
                    + "): change its mode, or name another");
        }
    }

    /**
     * Returns the lock of a folder, which is made if it isn't there, after everyone who had it.
     *
     * @throws IOException if the folder cannot be made or written to
     */
    public static FolderLock await(Path folder) throws IOException {
        FileChannel channel = open(folder);
        try {
            channel.lock();
        } catch (IOException | OverlappingFileLockException unable) {
            // a file system without locks, or another copy of this class has it
        }
        return new FolderLock(channel);
    }

    private static FileChannel open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static boolean isFree(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException held) {
            return false; // by another run of this process
        } catch (IOException unable) {
            return true;
        }
    }

    private static IllegalArgumentException refused(String option, Path folder, String fault) {
        return new IllegalArgumentException(option + " (" + folder + ") " + fault);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import koopman.display.LiveLine;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;

/**
 * Tells of the downloads that take a while: how large, and how much has come. Sources, which are fetched in the
 * background for whoever asks for help, come without a line.
 */
final class JarDownloads extends AbstractTransferListener {

    private static final double MEGABYTE = 1e6;

    private final Map<TransferResource, LiveLine> lines = new ConcurrentHashMap<>();

    @Override
    public void transferStarted(TransferEvent event) {
        if (event.getResource().getContentLength() >= MEGABYTE && !name(event).endsWith("-sources.jar")) {
            lines.put(event.getResource(), LiveLine.open());
            transferProgressed(event);
        }
    }

    @Override
    public void transferProgressed(TransferEvent event) {
        LiveLine line = lines.get(event.getResource());
        if (line != null) {
            line.show(name(event) + size(event.getTransferredBytes()) + " of"
                    + size(event.getResource().getContentLength()));
        }
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        end(event, "");
    }

    @Override
    public void transferFailed(TransferEvent event) {
        end(event, ", then it failed");
    }

    private void end(TransferEvent event, String how) {
        LiveLine line = lines.remove(event.getResource());
        if (line != null) {
            line.end(name(event) + ":" + size(event.getTransferredBytes()) + how);
        }
    }

    private static String name(TransferEvent event) {
        return "downloading " + event.getResource().getResourceName().replaceFirst(".*/", "");
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, " %.1f MB", bytes / MEGABYTE);
    }
}

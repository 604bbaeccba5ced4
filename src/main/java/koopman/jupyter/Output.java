// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The channel that publishes what cells print and show. Any thread may send: messages queue here, and one thread
 * of its own puts them on the socket, so an interrupted cell can never break the socket.
 */
final class Output extends IOPubChannel {

    /** Messages of at most 64 KB of text: what a cell may be ahead of the socket before it has to wait. */
    private static final int AHEAD = 1024;
    private static final int PATIENCE_SECONDS = 5;

    private final Wire wire;
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(AHEAD);
    private boolean finished;
    private volatile Throwable unsent;
    private final Thread thread = new Thread(this::publish, "output");

    Output(ZMQ.Context context, HMACGenerator signer) {
        super(context, signer);
        this.wire = new Wire(signer);
        setHWM(0); // a subscriber that reads slowly loses nothing
        setLinger(1000);
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void sendMessage(Message<?> message) {
        put(() -> send(this, wire.encode(message)));
    }

    /** Waits until what is queued by now has gone to the socket, for some seconds at most. */
    void awaitSent() {
        CountDownLatch sent = new CountDownLatch(1);
        put(sent::countDown);
        try {
            sent.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends what is queued, then closes the socket. */
    void finish() throws InterruptedException {
        put(() -> {
            finished = true;
            close();
        });
        thread.join(PATIENCE_SECONDS * 1000L);
    }

    private void put(Runnable sending) {
        boolean interrupted = false;
        while (true) {
            try {
                queue.put(sending);
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish() {
        while (!finished) {
            try {
                queue.take().run();
            } catch (Throwable unsendable) {
                Reserve.releaseAfter(unsendable);
                unsent = unsendable;
                KernelLog.report("The kernel could not send an output", unsendable);
            }
        }
    }

    /** Returns why an output could not be sent since the last call, or null if all could. */
    Throwable takeUnsent() {
        Throwable taken = unsent;
        unsent = null;
        return taken;
    }

    /** Returns whether a socket is to be used further after this: not if it or its context is closed. */
    static boolean goesOn(ZMQException broken) {
        Thread.interrupted();
        return broken.getErrorCode() == ZMQ.Error.EINTR.getCode() || broken.getErrorCode() == ZMQ.Error.EAGAIN.getCode();
    }

    /** Puts the frames of one message on a socket. */
    static void send(ZMQ.Socket socket, List<byte[]> frames) {
        for (Iterator<byte[]> each = frames.iterator(); each.hasNext();) {
            byte[] frame = each.next();
            socket.send(frame, each.hasNext() ? ZMQ.SNDMORE : 0);
        }
    }
}

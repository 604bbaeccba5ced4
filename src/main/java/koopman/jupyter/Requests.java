// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiConsumer;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * A channel of requests, shell or control, with one long-lived thread that receives and handles them in turn.
 * The thread of the shell channel is the one that runs all cells.
 */
final class Requests extends ShellChannel {

    /** Deep recursion in a cell is the user's right: sixteen times the default, reserved but not used. */
    private static final long STACK_BYTES = 16L << 20;

    private final Wire wire;
    private final ZMQ.Context context;
    private final Thread thread;
    private final Queue<Message<?>> ahead = new ArrayDeque<>();

    Requests(ZMQ.Context context, HMACGenerator signer, String name, BiConsumer<Requests, Message<?>> handler) {
        super(context, signer, name.equals("control"), null);
        this.wire = new Wire(signer);
        this.context = context;
        this.thread = new Thread(null, () -> serve(handler), name, STACK_BYTES);
        setHWM(0);
        setLinger(1000);
    }

    void open(Addresses addresses, int port) throws IOException {
        addresses.bind(this, port);
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    private void serve(BiConsumer<Requests, Message<?>> handler) {
        while (serveNext(handler)) {
            continue;
        }
        super.close();
    }

    /** Handles one request and returns whether to go on, which nothing but the end of the connection stops. */
    private boolean serveNext(BiConsumer<Requests, Message<?>> handler) {
        try {
            next().ifPresent(message -> handler.accept(this, message));
            return true;
        } catch (ZMQException broken) {
            return Output.goesOn(broken);
        } catch (Throwable unexpected) {
            Reserve.releaseAfter(unexpected);
            KernelLog.report("The kernel could not handle a request", unexpected);
            return true;
        }
    }

    private Optional<Message<?>> next() {
        return ahead.isEmpty() ? receive() : Optional.of(ahead.poll());
    }

    private Optional<Message<?>> receive() {
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = recv();
            if (frame == null) {
                return Optional.empty();
            }
            frames.add(frame);
        } while (hasReceiveMore());
        return wire.decode(frames);
    }

    /** Returns the messages that have arrived by now; to be called by this channel's own thread. */
    List<Message<?>> waiting(long patienceMillis) {
        List<Message<?>> messages = new ArrayList<>(ahead);
        ahead.clear();
        try (ZMQ.Poller poller = context.poller(1)) {
            poller.register(this, ZMQ.Poller.POLLIN);
            while (poller.poll(patienceMillis) > 0) {
                receive().ifPresent(messages::add);
            }
        }
        return messages;
    }

    /** Returns the messages that have arrived by now, which stay to be handled; to be called by this channel's own thread. */
    List<Message<?>> ahead() {
        ahead.addAll(waiting(0));
        return List.copyOf(ahead);
    }

    @Override
    public synchronized void sendMessage(Message<?> message) {
        Output.send(this, wire.encode(message));
    }
}

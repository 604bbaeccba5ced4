// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** The five sockets of a kernel, at the addresses that Jupyter's connection file names, and their threads. */
final class Connection {

    private static final int LONGEST_END_MILLIS = 8000;

    private final KernelConnectionProperties properties;
    private final ZMQ.Context context = context();
    private final Map<MessageType<?>, ShellHandler<?>> handlers = new HashMap<>();
    private final Requests shell;
    private final Requests control;
    private final Input input;
    private final Output output;
    private final Streams streams = new Streams(this::print);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile MessageContext latest;
    private volatile ShellReplyEnvironment place;

    private Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
        this.properties = properties;
        HMACGenerator signer = properties.createHMACGenerator();
        shell = new Requests(context, signer, "shell", this::handle);
        control = new Requests(context, signer, "control", this::handle);
        input = new Input(context, signer);
        output = new Output(context, signer);
    }

    private static ZMQ.Context context() {
        ZMQ.Context context = ZMQ.context(1);
        context.setThreadFactor(Connection::lasting);
        return context;
    }

    /** Without the threads of the sockets a session is deaf and dumb: they go on when memory is there again. */
    private static Thread lasting(Runnable task, String name) {
        Thread thread = new Thread(() -> {
            while (!endsOf(task)) {
                KernelLog.report("A socket had no memory, and goes on");
            }
        }, name);
        thread.setDaemon(true);
        return thread;
    }

    private static boolean endsOf(Runnable task) {
        try {
            task.run();
            return true;
        } catch (OutOfMemoryError full) {
            Reserve.releaseAfter(full);
            return false;
        }
    }

    /**
     * Returns the connection that a connection file describes, not open yet.
     *
     * @throws IOException if the file cannot be read, or is not a connection file
     */
    static Connection from(Path file) throws IOException {
        KernelConnectionProperties properties = ConnectionFile.read(file);
        try {
            return new Connection(properties);
        } catch (GeneralSecurityException unusable) {
            throw new IOException(file + " must be a connection file of Jupyter's: " + unusable.getMessage(), unusable);
        }
    }

    <T> void on(MessageType<T> type, ShellHandler<T> handler) {
        handlers.put(type, handler);
    }

    /**
     * Takes the addresses and begins to listen.
     *
     * @throws IOException if one of them is taken, as by another kernel with the same connection file
     */
    void open() throws IOException {
        Addresses addresses = new Addresses(properties);
        try {
            addresses.bind(output, properties.getIopubPort());
            output.start();
            addresses.bind(input, properties.getStdinPort());
            beatHeart(addresses);
            output.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
            control.open(addresses, properties.getControlPort());
            shell.open(addresses, properties.getShellPort());
        } catch (ZMQException taken) {
            throw new IOException("addresses of the connection file (" + taken.getMessage()
                    + ") must be free: end the kernel that uses them, or have Jupyter write another file", taken);
        }
        streams.install();
    }

    private void beatHeart(Addresses addresses) throws IOException {
        ZMQ.Socket heart = context.socket(SocketType.ROUTER); // has no turns that a failure could confuse
        heart.setLinger(0);
        addresses.bind(heart, properties.getHbPort());
        Thread thread = new Thread(() -> echo(heart), "heartbeat");
        thread.setDaemon(true);
        thread.start();
    }

    private static void echo(ZMQ.Socket heart) {
        while (echoNext(heart)) {
            continue;
        }
        heart.close();
    }

    private static boolean echoNext(ZMQ.Socket heart) {
        try {
            List<byte[]> beat = new ArrayList<>();
            do {
                beat.add(heart.recv());
            } while (heart.hasReceiveMore());
            Output.send(heart, beat);
            return true;
        } catch (ZMQException broken) {
            return Output.goesOn(broken);
        } catch (Throwable unexpected) {
            Reserve.releaseAfter(unexpected);
            return true;
        }
    }

    Output output() {
        return output;
    }

    Streams streams() {
        return streams;
    }

    /** Returns the requests of the shell channel that have arrived while a cell ran. */
    Iterable<Message<?>> waiting() {
        return shell.waiting(5);
    }

    /** Returns whether this is the thread that runs cells. */
    boolean isOnShell() {
        return Thread.currentThread() == shell.thread();
    }

    /** Returns whether a client's message for one of these comms waits, for the thread that runs cells. */
    boolean newsWait(Set<String> comms) {
        return isOnShell() && shell.ahead().stream().map(Message::getContent)
                .anyMatch(content -> content instanceof CommMsgCommand news && comms.contains(news.getCommID()));
    }

    /** Handles a request that was waiting, by its handler or by another one. */
    <T> void handleWaiting(Message<T> message, ShellHandler<T> handler) {
        handle(shell, message, handler);
    }

    @SuppressWarnings("unchecked")
    <T> void handle(Requests channel, Message<T> message) {
        handle(channel, message, (ShellHandler<T>) handlers.get(message.getHeader().getType()));
    }

    /** Handles a request again that came on the shell channel. */
    void handleOnShell(Message<?> message) {
        handle(shell, message);
    }

    private <T> void handle(Requests channel, Message<T> message, ShellHandler<T> handler) {
        Replies replies = new Replies(channel, input, output, message, streams);
        try {
            replies.setBusyDeferIdle();
            answer(replies, message, handler);
        } catch (ZMQException closed) {
            throw closed;
        } catch (Throwable problem) {
            Reserve.releaseAfter(problem);
            KernelLog.report("The kernel could not handle " + Headers.typeOf(message.getHeader()), problem);
            replies.fail(message.getHeader().getType(), CellFailure.of(problem));
        } finally {
            replies.resolveDeferrals();
        }
    }

    private static <T> void answer(Replies replies, Message<T> message, ShellHandler<T> handler) {
        if (handler == null) {
            KernelLog.report("The kernel knows no " + Headers.typeOf(message.getHeader()));
        } else if (message.getContent() instanceof Contents.Malformed malformed) {
            throw new IllegalArgumentException(malformed.reason());
        } else {
            handler.handle(replies, message);
        }
    }

    /** Has what is printed from now on go under this cell, until the next one begins, whatever else is asked. */
    void beginCell(MessageContext cell) {
        streams.flush();
        latest = cell;
    }

    /** Has what is printed and shown go to this place, or, if it is null, to the running cell. */
    void showAt(ShellReplyEnvironment place) {
        streams.flush();
        this.place = place;
    }

    /** Returns the place that was given for outputs, or null. */
    ShellReplyEnvironment place() {
        return place;
    }

    private void print(PublishStream.StreamType stream, String text) {
        ShellReplyEnvironment to = place;
        if (to != null) {
            to.publish(new PublishStream(stream, text));
            return;
        }
        output.sendMessage(new Message<>(latest, PublishStream.MESSAGE_TYPE, new PublishStream(stream, text)));
    }

    /** Has this done, once, when the process ends by itself: what was printed is still to be sent, and the reply. */
    void onExit(Runnable lastWords) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!closed.get()) {
                streams.flush();
                lastWords.run();
                if (Interrupts.cell() != null) {
                    shell.close(); // its own thread is in the cell, for good
                }
                close();
            }
        }, "exit"));
    }

    /** A hook of the user's, or a thread that holds a lock, must not keep a process that has said goodbye. */
    private static void haltIfHeldUp() {
        Thread thread = new Thread(() -> {
            try {
                Thread.sleep(LONGEST_END_MILLIS);
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(1);
        }, "halt");
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends what is still to be sent, for a second at most. */
    void close() {
        closed.set(true);
        haltIfHeldUp();
        streams.flush();
        Thread closing = new Thread(this::closeSockets, "closing");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(2000);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeSockets() {
        try {
            output.finish();
            control.close();
            input.close();
            context.close();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}

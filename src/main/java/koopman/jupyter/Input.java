// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.reply.InputReply;
import org.dflib.jjava.jupyter.messages.request.InputRequest;
import org.zeromq.ZMQ;

/**
 * The channel that asks the user for a line. A thread of its own talks to the socket while the cell waits, so an
 * interrupt ends the waiting and leaves the socket whole.
 */
final class Input extends StdinChannel {

    private static final int POLL_MILLIS = 100;

    private final Wire wire;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "input");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean given;

    Input(ZMQ.Context context, HMACGenerator signer) {
        super(context, signer);
        this.wire = new Wire(signer);
        setReceiveTimeOut(POLL_MILLIS);
        setLinger(0);
    }

    @Override
    public String getInput(MessageContext cell, String prompt, boolean secret) {
        given = false;
        Future<String> line = asking.submit(() -> ask(cell, prompt, secret));
        try {
            return line.get();
        } catch (InterruptedException interrupt) {
            given = true;
            Thread.currentThread().interrupt();
            return "";
        } catch (ExecutionException broken) {
            throw new IllegalStateException("The input of the user could not be read: " + broken.getCause(), broken);
        }
    }

    private String ask(MessageContext cell, String prompt, boolean secret) {
        while (recv() != null) {
            continue; // an answer to a question that was given up
        }
        Output.send(this, wire.encode(new Message<>(cell, InputRequest.MESSAGE_TYPE,
                new InputRequest(prompt, secret))));
        while (!given) {
            List<byte[]> frames = frames();
            var reply = wire.decode(frames);
            if (reply.isPresent() && reply.get().getContent() instanceof InputReply answer) {
                return (answer.getValue() == null ? "" : answer.getValue()) + "\n";
            }
        }
        return "";
    }

    private List<byte[]> frames() {
        List<byte[]> frames = new ArrayList<>();
        for (byte[] frame = recv(); frame != null; frame = hasReceiveMore() ? recv() : null) {
            frames.add(frame);
        }
        return frames;
    }

    @Override
    public void close() {
        asking.shutdownNow();
        super.close();
    }
}

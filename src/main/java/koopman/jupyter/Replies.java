// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;

/**
 * Where the answers to one request go; what was printed before goes out before. Each request gets one reply, and the
 * status busy before it and idle after it, however its handler ends.
 */
final class Replies extends ShellReplyEnvironment {

    private final Streams streams;
    private boolean busy;
    private boolean replied;

    Replies(Requests channel, Input input, Output output, MessageContext request, Streams streams) {
        super(channel, input, output, request);
        this.streams = streams;
    }

    @Override
    public void publish(Message<?> message) {
        streams.flush();
        super.publish(message);
    }

    @Override
    public void setBusyDeferIdle() {
        if (!busy) {
            busy = true;
            super.setBusyDeferIdle();
        }
    }

    @Override
    public void reply(Message<?> message) {
        replied = true;
        super.reply(message);
    }

    /** Answers that the handler failed, unless it has answered already. */
    void fail(MessageType<?> request, CellFailure failure) {
        MessageType<?> type = FailedRequest.replyTo(request);
        if (replied || type == null) {
            return;
        }
        if (request == MessageType.EXECUTE_REQUEST) {
            publish(new PublishError(failure.name(), failure.getMessage(), failure.lines()));
        }
        reply(Json.message(getContext(), type, FailedRequest.content(type, failure)));
    }
}

package koopman.jupyter;

import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;

/** Where the answers to one request go; what was printed before goes out before. */
final class Replies extends ShellReplyEnvironment {

    private final Streams streams;

    Replies(Requests channel, Input input, Output output, MessageContext request, Streams streams) {
        super(channel, input, output, request);
        this.streams = streams;
    }

    @Override
    public void publish(Message<?> message) {
        streams.flush();
        super.publish(message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import koopman.jupyter.JJavaExtension;
import org.dflib.jjava.jupyter.channels.DefaultReplyEnvironment;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
import org.dflib.jjava.jupyter.messages.comm.CommOpenCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;

/** Widgets in another kernel of the family, which has the base library's comms and renderer and nothing of ours. */
class OtherKernelTest {

    private final ZMQ.Context context = ZMQ.context(1);
    private final List<Message<?>> published = new ArrayList<>();
    private final IOPubChannel output = collecting();
    private final Other kernel = new Other();

    private static final class Other extends BaseKernel {
        Other() {
            super("other", "1", new LanguageInfo.Builder("java").build(), List.of(), null, new JupyterIO(StandardCharsets.UTF_8),
                    new CommManager(), new Renderer(), null, new MagicsRegistry(), false, new StringStyler.Builder().build());
        }

        void begin() {
            installNotebookKernel();
        }

        void end() {
            uninstallNotebookKernel();
        }

        @Override
        public Object evalRaw(String source) {
            return null;
        }

        @Override
        public DisplayData inspect(String code, int at, boolean extraDetail) {
            return null;
        }

        @Override
        public ReplacementOptions complete(String code, int at) {
            return null;
        }

        @Override
        public String isComplete(String code) {
            return IS_COMPLETE_MAYBE;
        }
    }

    private IOPubChannel collecting() {
        return new IOPubChannel(context, HMACGenerator.NO_AUTH_INSTANCE) {
            @Override
            public void sendMessage(Message<?> message) {
                published.add(message);
            }
        };
    }

    @BeforeEach
    void begin() {
        kernel.begin();
        kernel.getCommManager().setIOPubChannel(output);
        new JJavaExtension().install(kernel);
    }

    @AfterEach
    void end() {
        kernel.end();
        output.close();
        context.close();
    }

    @Test
    void aWidgetIsShownAndItsEventsCome() {
        List<Integer> seen = new ArrayList<>();
        IntSlider slider = IntSlider.of("n", 0, 10).onChange(seen::add).onChange(v -> {
            throw new IllegalStateException("odd");
        });
        Interact interact = Interact.of(slider, v -> "n is " + v);
        DisplayData shown = kernel.getRenderer().render(interact);
        assertEquals("Interact [IntSlider n = 0]", shown.getData(MIMEType.TEXT_PLAIN));
        assertTrue(shown.hasDataForType(MIMEType.parse("application/vnd.jupyter.widget-view+json")));
        assertEquals(List.of("LayoutModel", "LayoutModel", "SliderStyleModel", "IntSliderModel", "LayoutModel", "OutputModel",
                "VBoxModel"), opened());
        published.clear();
        send(slider.id(), "{\"method\": \"update\", \"state\": {\"value\": 70}}");
        assertEquals(List.of(10), seen);
        assertEquals(List.of("echo_update {\"value\":70}", "update {\"value\":10}", "update {\"outputs\":[{\"data\":"
                + "{\"text/plain\":\"n is 10\"},\"metadata\":{},\"output_type\":\"display_data\"}]}"), said());
    }

    private void send(String comm, String data) {
        CommMsgCommand content = new CommMsgCommand(comm, JsonParser.parseString(data).getAsJsonObject());
        Message<CommMsgCommand> message = new Message<>(null, CommMsgCommand.MESSAGE_TYPE, content);
        kernel.getCommManager().handleCommMsgCommand(new DefaultReplyEnvironment(output, output, message), message);
    }

    private List<String> opened() {
        return published.stream().map(Message::getContent).filter(CommOpenCommand.class::isInstance)
                .map(open -> ((CommOpenCommand) open).getData().getAsJsonObject("state").get("_model_name").getAsString())
                .toList();
    }

    private List<String> said() {
        List<String> said = new ArrayList<>();
        for (Message<?> each : published) {
            if (each.getContent() instanceof CommMsgCommand message) {
                JsonObject data = message.getData();
                said.add(data.get("method").getAsString() + " " + data.get("state"));
            }
        }
        return said;
    }
}

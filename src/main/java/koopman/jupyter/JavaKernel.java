// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import koopman.display.LibraryVersion;
import koopman.display.LiveLines;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.CompleteReply;
import org.dflib.jjava.jupyter.messages.request.CompleteRequest;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;

/** The Java kernel for Jupyter: answers the requests of one client's session. */
public final class JavaKernel extends BaseKernel {

    /** The language that every notebook may count on; the banner says which Java runs. */
    private static final String OLDEST_JAVA = "17";

    private static volatile JavaKernel running;

    private final Connection connection;
    private final Session session;
    private final History history = new History();
    private final UserInput input = new UserInput();
    private volatile ShellReplyEnvironment cell;
    private final Executions executions;

    JavaKernel(Connection connection) {
        super("koopman", LibraryVersion.text(), language(), List.of(new HelpLink("Java API",
                "https://docs.oracle.com/en/java/javase/" + Runtime.version().feature() + "/docs/api/")),
                null, new JupyterIO(StandardCharsets.UTF_8), new Comms(), new Displays(), null,
                new MagicsRegistry(), false, new StringStyler.Builder().build());
        this.connection = connection;
        this.executions = new Executions(this, connection, history);
        this.session = new Session(this);
    }

    /** Jupyter stores this in each notebook that it saves: what differed by machine would be a change in each. */
    static LanguageInfo language() {
        return new LanguageInfo.Builder("java").version(OLDEST_JAVA).mimetype("text/x-java")
                .fileExtension(".java").pygments("java").codemirror("text/x-java").build();
    }

    /** Returns the kernel that runs in this JVM, or null. */
    static JavaKernel running() {
        return running;
    }

    /**
     * Opens the connection and answers what comes.
     *
     * @throws IOException if another process uses its addresses
     */
    void start() throws IOException {
        run(null);
        connection.on(MessageType.EXECUTE_REQUEST, this::handleExecuteRequest);
        connection.on(MessageType.INSPECT_REQUEST, this::handleInspectRequest);
        connection.on(MessageType.COMPLETE_REQUEST, this::handleCompleteRequest);
        connection.on(MessageType.HISTORY_REQUEST, this::handleHistoryRequest);
        connection.on(MessageType.IS_COMPLETE_REQUEST, this::handleIsCodeCompeteRequest);
        connection.on(MessageType.KERNEL_INFO_REQUEST, this::handleKernelInfoRequest);
        connection.on(MessageType.SHUTDOWN_REQUEST, this::handleShutdownRequest);
        connection.on(MessageType.INTERRUPT_REQUEST, this::handleInterruptRequest);
        commManager.setIOPubChannel(connection.output());
        connection.on(MessageType.COMM_OPEN_COMMAND, commManager::handleCommOpenCommand);
        connection.on(MessageType.COMM_MSG_COMMAND, commManager::handleCommMsgCommand);
        connection.on(MessageType.COMM_CLOSE_COMMAND, commManager::handleCommCloseCommand);
        connection.on(MessageType.COMM_INFO_REQUEST, commManager::handleCommInfoRequest);
        connection.open();
        session.printTo(connection.streams());
        connection.onExit(this::endInTheMiddle);
        Reserve.watch();
        Signals.onInterrupt(this::interrupt);
    }

    /** Makes this the kernel that runs in this JVM; what cells show goes there until a client's cell says otherwise. */
    void run(ShellReplyEnvironment first) {
        running = this;
        cell = first;
        LiveLines.comeFrom(NotebookLine::new);
        installNotebookKernel();
    }

    /** Makes another the kernel that runs in this JVM, or none for null. */
    void giveWayTo(JavaKernel other) {
        running = other;
        uninstallNotebookKernel();
        if (other == null) {
            LiveLines.comeFrom(null);
        } else {
            other.installNotebookKernel();
        }
    }

    Session session() {
        return session;
    }

    /** Returns the place where magics are registered, as kernels of this family have it. */
    public NotebookMagics getMagics() {
        return new NotebookMagics(magicsRegistry);
    }

    /** Makes the jars and folders of a class path, in which stars may stand, visible to the cells that follow. */
    public void addToClasspath(String paths) {
        session.magics().calls().valueOf("classpath", List.of(paths), null);
    }

    CellShell shell() {
        return session.shell();
    }

    /** Returns where output of the running cell goes, or of the last one if none is running. */
    ShellReplyEnvironment cell() {
        ShellReplyEnvironment place = hasClient() ? connection.place() : null;
        return place == null ? cell : place;
    }

    /** Returns whether there is somebody to talk to, as there is not in tests of a library. */
    boolean hasClient() {
        return connection != null;
    }

    Connection connection() {
        return connection;
    }

    @Override
    protected void handleExecuteRequest(ShellReplyEnvironment env, Message<ExecuteRequest> message) {
        cell = env;
        connection.beginCell(message);
        commManager.setMessageContext(message);
        env.setBusyDeferIdle();
        System.setIn(input);
        input.setEnv(env);
        input.setEnabled(message.getContent().isStdinEnabled());
        executions.handle(env, message.getContent(), executionCount);
    }

    private void endInTheMiddle() {
        if (Interrupts.cell() != null) {
            executions.endInTheMiddle(cell);
        }
    }

    /** Has a console end once the cell is done. */
    void endClient() {
        executions.endClient();
    }

    /** Has the client show a text in its pager once the cell is done. */
    void page(DisplayData text) {
        executions.page(text);
    }

    @Override
    public Object evalRaw(String source) {
        try {
            Object value = session.evaluate(source);
            return value == CellShell.NOTHING ? null : value;
        } catch (CellFailure failure) {
            throw new IllegalStateException(String.join("\n", failure.lines()), failure);
        }
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        return new Inspection(shell()).at(session.magics().java(code), code.offsetByCodePoints(0, at));
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        return session.magics().complete(code, at).orElseGet(() -> new Completion(shell()).at(session.magics().java(code), at));
    }

    @Override
    protected void handleCompleteRequest(ShellReplyEnvironment env, Message<CompleteRequest> message) {
        String code = message.getContent().getCode();
        env.setBusyDeferIdle();
        ReplacementOptions options = complete(code, code.offsetByCodePoints(0, message.getContent().getCursorPos()));
        env.reply(new CompleteReply(options.getReplacements(), code.codePointCount(0, options.getSourceStart()),
                code.codePointCount(0, options.getSourceEnd()),
                Map.of("_jupyter_types_experimental", new Completion(shell()).types(code, options))));
    }

    @Override
    public String isComplete(String code) {
        return session.magics().isMagic(code) ? IS_COMPLETE_YES : Complete.of(shell(), code);
    }

    @Override
    public void interrupt() {
        Interrupts.request();
    }

    @Override
    protected void handleHistoryRequest(ShellReplyEnvironment env, Message<HistoryRequest> message) {
        env.setBusyDeferIdle();
        JsonObject reply = new JsonObject();
        reply.add("history", history.reply(message.getContent()));
        env.reply(Json.message(message, MessageType.HISTORY_REPLY, reply));
    }

    @Override
    public String getBanner() {
        return "Java " + Runtime.version() + ", Koopman kernel " + LibraryVersion.text() + "; %help lists what is special here";
    }

    @Override
    protected void handleShutdownRequest(ShellReplyEnvironment env, Message<ShutdownRequest> message) {
        env.setBusyDeferIdle();
        JsonObject reply = new JsonObject();
        reply.addProperty("status", "ok");
        reply.addProperty("restart", message.getContent().isRestart());
        env.reply(Json.message(message, MessageType.SHUTDOWN_REPLY, reply));
        env.resolveDeferrals();
        connection.close();
        System.exit(0);
    }
}

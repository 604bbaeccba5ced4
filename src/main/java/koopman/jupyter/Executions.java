// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.zeromq.ZMQException;

/** Answers requests to run a cell: result or error, reply, and what becomes of the cells that wait behind it. */
final class Executions {

    private final JavaKernel kernel;
    private final Connection connection;
    private final History history;
    private final List<JsonObject> payload = new ArrayList<>();
    private int count;

    Executions(JavaKernel kernel, Connection connection, History history) {
        this.kernel = kernel;
        this.connection = connection;
        this.history = history;
    }

    /** Answers for a cell in the middle of which the process ends, as by System.exit: nobody else will. */
    void endInTheMiddle(ShellReplyEnvironment env) {
        String why = Thread.getAllStackTraces().values().stream().flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit"))
                ? "System.exit was called, which ends the kernel: restart it, and let the cell return or throw instead"
                : "the kernel was told to end while the cell ran";
        CellFailure failure = new CellFailure("KernelExit", why, List.of(why));
        env.publish(new PublishError(failure.name(), failure.getMessage(), failure.lines()));
        ErrorReply reply = new ErrorReply(failure.name(), failure.getMessage(), failure.lines());
        reply.setExecutionCount(count);
        publishAll(env);
        env.replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
    }

    void handle(ShellReplyEnvironment env, ExecuteRequest request, AtomicInteger counter) {
        boolean counts = request.shouldStoreHistory() && !request.isSilent();
        count = counts ? counter.getAndIncrement() : counter.get();
        payload.clear();
        if (!request.isSilent()) {
            env.publish(new PublishExecuteInput(request.getCode(), count));
        }
        try {
            succeed(env, request, kernel.session().run(request.getCode(), count));
        } catch (CellFailure failure) {
            fail(env, request, failure);
        } catch (ZMQException closed) {
            throw closed;
        } catch (Throwable problem) {
            Reserve.releaseAfter(problem);
            fail(env, request, Reserve.explained(CellFailure.of(problem)));
        }
    }

    /** Has the client show a text in its pager once the cell is done. */
    void page(DisplayData text) {
        payload.add(Json.page(text));
    }

    /** Has a console end once the cell is done. */
    void endClient() {
        payload.add(Json.exit());
    }

    private void succeed(ShellReplyEnvironment env, ExecuteRequest request, DisplayData shown) {
        remember(request, shown);
        if (shown != null && !request.isSilent()) {
            env.publish(new PublishExecuteResult(count, shown));
        }
        failIfUnsent();
        JsonObject reply = new JsonObject();
        reply.addProperty("status", "ok");
        reply.addProperty("execution_count", count);
        reply.add("payload", Json.array(payload));
        reply.add("user_expressions", userExpressions(request.getUserExpr()));
        publishAll(env);
        env.reply(Json.message(env.getContext(), MessageType.EXECUTE_REPLY, reply));
    }

    private void fail(ShellReplyEnvironment env, ExecuteRequest request, CellFailure failure) {
        remember(request, null);
        Iterable<Message<?>> next = request.shouldStopOnError() ? connection.waiting() : List.of();
        env.publish(new PublishError(failure.name(), failure.getMessage(), failure.lines()));
        ErrorReply reply = new ErrorReply(failure.name(), failure.getMessage(), failure.lines());
        reply.setExecutionCount(count);
        publishAll(env);
        env.replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
        next.forEach(this::abort);
    }

    /** A cell of which an output was lost has not done what it should. */
    private void failIfUnsent() {
        connection.streams().flush();
        connection.output().awaitSent();
        Throwable unsent = connection.output().takeUnsent();
        if (unsent != null) {
            throw new IllegalStateException("An output of the cell could not be sent: " + unsent, unsent);
        }
    }

    /** Who has the reply may count on all outputs being there, and on the status after them. */
    private void publishAll(ShellReplyEnvironment env) {
        connection.streams().flush();
        env.resolveDeferrals();
        connection.output().awaitSent();
    }

    /** What was to run after a cell that failed does not run; other requests are answered as ever. */
    @SuppressWarnings("unchecked")
    private void abort(Message<?> waiting) {
        if (waiting.getHeader().getType() != MessageType.EXECUTE_REQUEST) {
            connection.handleOnShell(waiting);
            return;
        }
        connection.handleWaiting((Message<ExecuteRequest>) waiting, (env, message) -> {
            env.setBusyDeferIdle();
            JsonObject aborted = new JsonObject();
            aborted.addProperty("status", "aborted");
            env.reply(Json.message(message, MessageType.EXECUTE_REPLY, aborted));
        });
    }

    private void remember(ExecuteRequest request, DisplayData shown) {
        if (request.shouldStoreHistory() && !request.isSilent()) {
            history.add(count, request.getCode(), Displays.text(shown));
        }
    }

    private JsonObject userExpressions(Map<String, String> expressions) {
        JsonObject values = new JsonObject();
        if (expressions != null) {
            expressions.forEach((name, code) -> values.add(name, userExpression(code)));
        }
        return values;
    }

    private JsonObject userExpression(String code) {
        try {
            DisplayData shown = kernel.session().run(code, count);
            return Json.ok(shown == null ? new DisplayData("") : shown);
        } catch (CellFailure failure) {
            return Json.error(failure);
        }
    }
}

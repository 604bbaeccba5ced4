// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** The cells of this session, as many as a client could want to see. */
final class History {

    private static final int KEPT = 10_000;

    private record Entry(int cell, String input, String output) {}

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(int cell, String input, String output) {
        if (entries.size() == KEPT) {
            entries.subList(0, KEPT / 10).clear();
        }
        entries.add(new Entry(cell, input, output));
    }

    /** Returns the entries asked for, in the form of a history reply. */
    synchronized JsonArray reply(HistoryRequest request) {
        JsonArray reply = new JsonArray();
        for (Entry entry : select(request)) {
            reply.add(tuple(entry, request.includeOutput()));
        }
        return reply;
    }

    private List<Entry> select(HistoryRequest request) {
        if (request instanceof HistoryRequest.Tail tail) {
            return last(entries, tail.getMaxReturnLength());
        }
        if (request instanceof HistoryRequest.Range range) {
            return range(range);
        }
        return search((HistoryRequest.Search) request);
    }

    private List<Entry> range(HistoryRequest.Range range) {
        if (range.getSessionIndex() != 0 && range.getSessionIndex() != 1) {
            return List.of(); // only this session, which is the first and the current one, is remembered
        }
        int stop = range.getStop() <= 0 ? Integer.MAX_VALUE : range.getStop();
        return entries.stream().filter(e -> e.cell() >= range.getStart() && e.cell() < stop).toList();
    }

    private List<Entry> search(HistoryRequest.Search search) {
        Pattern pattern = glob(search.getPattern() == null ? "*" : search.getPattern());
        List<Entry> found = entries.stream().filter(e -> pattern.matcher(e.input()).matches()).toList();
        if (search.filterUnique()) {
            Map<String, Entry> latest = new LinkedHashMap<>();
            found.forEach(entry -> {
                latest.remove(entry.input());
                latest.put(entry.input(), entry);
            });
            found = List.copyOf(latest.values());
        }
        return last(found, search.getMaxReturnLength());
    }

    private static List<Entry> last(List<Entry> all, int count) {
        return count <= 0 ? all : all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** Returns the pattern of an SQLite glob: a star, a question mark, a class in brackets. */
    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
            if (close > 0) {
                regex.append('[').append(glob, i + 1, close).append(']');
                i = close;
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static JsonArray tuple(Entry entry, boolean withOutput) {
        JsonArray tuple = new JsonArray();
        tuple.add(1);
        tuple.add(entry.cell());
        if (withOutput) {
            JsonArray pair = new JsonArray();
            pair.add(entry.input());
            pair.add(entry.output());
            tuple.add(pair);
        } else {
            tuple.add(entry.input());
        }
        return tuple;
    }
}

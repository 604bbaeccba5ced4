// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A client that saves a notebook writes into it what the kernel says of itself: the chapters say so already. */
class NotebookMetadataTest {

    private static JsonObject metadata(Path notebook) {
        try {
            return JsonParser.parseString(Files.readString(notebook)).getAsJsonObject().getAsJsonObject("metadata");
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void savingAChapterChangesNothing() throws IOException {
        JsonElement language;
        try (KernelClient client = new KernelClient(Map.of())) {
            var info = client.reply(client.shell, client.request(client.shell, "kernel_info_request", new JsonObject()));
            language = info.content().get("language_info");
        }
        try (Stream<Path> files = Files.list(Path.of("notebooks"))) {
            List<Path> chapters = files.filter(each -> each.toString().endsWith(".ipynb")).toList();
            assertFalse(chapters.isEmpty());
            for (Path chapter : chapters) {
                assertEquals(language, metadata(chapter).get("language_info"), chapter.toString());
                assertEquals(JsonParser.parseString(
                        "{'display_name': 'Java (Koopman)', 'language': 'java', 'name': 'koopman'}"),
                        metadata(chapter).get("kernelspec"), chapter.toString());
            }
        }
    }

    @Test
    void theLanguageIsTheSameOnEveryMachine() {
        assertEquals("17", JavaKernel.language().getVersion());
    }
}

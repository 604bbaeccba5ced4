// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {

    @Test
    void shardsShareAListOutWithoutRest() {
        List<Integer> all = IntStream.range(0, 11).boxed().toList();
        assertEquals(List.of(1, 5, 9), Shard.parse("2/4").of(all));
        assertEquals(all, IntStream.rangeClosed(1, 4).boxed().flatMap(number -> new Shard(number, 4).of(all).stream()).sorted()
                .toList());
        assertEquals(List.of(), new Shard(20, 20).of(all));
        assertEquals("2/4", Shard.parse("2/4").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2/", "/8", "a/b", "2/8/1", "-1/8", "2 / 8", "99999999/99999999"})
    void whatIsNoShardIsRefused(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Shard.parse(text)).getMessage();
        assertEquals("shard (" + text + ") must be a number and how many there are, such as 2/8", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/8", "9/8", "1/0"})
    void aNumberBeyondTheCountIsRefused(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Shard.parse(text)).getMessage();
        assertTrue(message.startsWith("shard (" + text + ") must be from 1/"), message);
    }
}

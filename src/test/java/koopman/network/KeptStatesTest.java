// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import koopman.Fuzz;
import koopman.TensorFuzz;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.training.TensorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A reader that counts what it is asked for, and whose states are known by the text: its length, and its hash in two numbers. */
class KeptStatesTest {

    private static final String NAME = "Counting, twice";

    @TempDir
    Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private float[][][] read(Samples part) {
        asked.addAll(part.texts());
        return states(part);
    }

    private static float[][][] states(Samples part) {
        return new float[][][] {part.texts().stream().map(text -> state(0, text)).toArray(float[][]::new),
            part.texts().stream().map(text -> state(1, text)).toArray(float[][]::new)};
    }

    private static float[] state(int layer, String text) {
        return layer == 0 ? new float[] {text.length()} : new float[] {text.hashCode() % 1000, text.hashCode() / 1000};
    }

    private static Samples texts(List<String> texts) {
        return Samples.ofTexts("texts", Split.TEST, List.of("a", "b"), texts, new int[texts.size()]);
    }

    private static Samples texts(int from, int to) {
        return texts(IntStream.range(from, to).mapToObj(i -> "text " + "long ".repeat(i % 7) + i).toList());
    }

    private static void assertStates(Samples samples, KeptStates kept) {
        try (LayerStates states = kept.of(samples)) {
            assertEquals(List.of(1, 2), states.widths());
            assertSame(samples, states.samples());
            for (int layer = 0; layer < 2; layer++) {
                float[] found = states.layer(layer).toFloatArray();
                for (int row = 0; row < samples.size(); row++) {
                    float[] state = Arrays.copyOfRange(found, row * (layer + 1), (row + 1) * (layer + 1));
                    assertArrayEquals(state(layer, samples.texts().get(row)), state);
                }
            }
        }
    }

    private KeptStates inFolder() throws IOException {
        return KeptStates.of(NAME, "abc", this::read, folder);
    }

    private Path file() {
        return folder.resolve("counting-twice-abc.safetensors");
    }

    @Test
    void eachInputIsAskedForOnceInWhateverSetItComes() {
        KeptStates kept = KeptStates.of(NAME, "abc", this::read);
        Samples all = texts(0, 100);
        assertStates(all.rows(70, 3, 3, 50, 3), kept);
        assertEquals(3, asked.size());
        assertStates(all, kept);
        assertStates(all.first(40).labelled(IntStream.range(0, 40).map(i -> i % 2).toArray()), kept);
        assertStates(Samples.ofTexts("others", Split.TRAIN, List.of("c"), List.of(all.texts().get(9)), new int[1]), kept);
        assertEquals(100, asked.size());
        assertEquals(new HashSet<>(all.texts()), new HashSet<>(asked));
        assertEquals("states by Counting, twice", kept.toString());
    }

    @Test
    void numbersAreInputsAsWell() {
        KeptStates kept = KeptStates.of("numbers", "abc", part -> {
            float[][] inputs = IntStream.range(0, part.size()).mapToObj(part::input).toArray(float[][]::new);
            asked.addAll(Arrays.stream(inputs).map(Arrays::toString).toList());
            return new float[][][] {inputs, Arrays.stream(inputs).map(row -> new float[] {row[0] + 1}).toArray(float[][]::new)};
        });
        Samples samples = Samples.of("n", Split.TEST, List.of("a"), new float[] {1, 0, 2, 0, 1, 0}, new int[3]);
        try (LayerStates states = kept.of(samples)) {
            assertArrayEquals(new float[] {2, 3, 2}, states.last().toFloatArray());
        }
        assertEquals(List.of("[1.0, 0.0]", "[2.0, 0.0]"), asked);
    }

    @Test
    void aFileIsUsedAndNotTheReader() throws IOException {
        Samples all = texts(0, 100);
        assertStates(all.first(50), inFolder());
        assertEquals(50, asked.size());
        KeptStates later = inFolder();
        assertEquals(50, later.size());
        assertStates(all.rows(49, 0), later);
        assertEquals(50, asked.size());
        assertStates(all, later);
        assertEquals(100, asked.size());
        assertEquals(100, inFolder().size());
        assertEquals("states by Counting, twice, kept in " + file().getFileName(), later.toString());
    }

    @Test
    void aFileThatHoldsSomethingElseIsRefusedWithTheRemedy() throws IOException {
        inFolder().of(texts(0, 3)).close();
        byte[] whole = Files.readAllBytes(file());
        String remedy = ": choose another folder, or delete the file to begin anew";
        Files.write(folder.resolve("counting-twice-abd.safetensors"), whole);
        assertRefused(folder.resolve("counting-twice-abd.safetensors") + ": network (abc) must be abd" + remedy,
                () -> KeptStates.of(NAME, "abd", this::read, folder));
        assertRefused(file() + ": name (Counting, twice) must be Counting (twice)" + remedy,
                () -> KeptStates.of("Counting (twice)", "abc", this::read, folder));
        try (NDManager manager = NDManager.newBaseManager()) {
            var arrays = Map.of("layer0", manager.zeros(new Shape(1, 1)), "layer1",
                    manager.zeros(new Shape(1, 1), DataType.FLOAT64));
            var settings = Map.of("format", "koopman states", "version", "1", "name", NAME, "network", "abc", "inputs",
                    "0123456789abcdef");
            new TensorFile(settings, arrays).write(file());
            assertRefused(file() + ": layer1 (1, 1) must be (1, d), in single precision", this::inFolder);
            new TensorFile(Map.of("format", "koopman network", "version", "2"), arrays).write(file());
            assertRefused(file() + ": format (koopman network) must be koopman states", this::inFolder);
        }
        Files.writeString(file(), "no states, but text");
        assertTrue(assertThrows(IOException.class, this::inFolder).getMessage().contains("no safetensors file"));
        assertRefused("digest ( ) must tell the network from others: a graph has one, and a Fingerprint of the network's file is"
                + " one", () -> KeptStates.of(NAME, " ", this::read));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(Exception.class, call).getMessage());
    }

    @Test
    void aDamagedFileIsUsedOrRefusedByName() throws IOException {
        inFolder().of(texts(0, 6)).close();
        var fuzz = new TensorFuzz(Files.readAllBytes(file()));
        int refused = fuzz.refused(800, damaged -> {
            Fuzz.write(file(), damaged);
            inFolder().of(texts(0, 6)).close();
        }, file().toString(), IOException.class, IllegalArgumentException.class);
        assertTrue(refused > 400, "refused " + refused);
    }

    @Test
    void aPlaceThatIsNoFolderIsRefusedBeforeAnythingIsRead() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "");
        assertRefused("folder (" + taken + ") could not be made (a file is in its place): choose another",
                () -> KeptStates.of(NAME, "abc", this::read, taken));
        Path deeper = folder.resolve("new/deeper");
        KeptStates.of(NAME, "abc", this::read, deeper).of(texts(0, 2)).close();
        assertEquals(2, KeptStates.of(NAME, "abc", this::read, deeper).size());
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Path link = Files.createSymbolicLink(folder.resolve("link"), deeper);
            assertEquals(2, KeptStates.of(NAME, "abc", this::read, link).size());
        }
    }

    @Test
    void statesThatCannotBeWrittenAreInMemoryStill() throws IOException {
        KeptStates kept = inFolder();
        Files.createDirectory(file());
        String told = assertThrows(UncheckedIOException.class, () -> kept.of(texts(0, 40))).getMessage();
        assertTrue(told.startsWith(file() + " could not be written whole ("), told);
        assertTrue(told.endsWith("the states are in memory still: ask again, and they come from there"), told);
        assertStates(texts(0, 40), kept);
        assertEquals(40, asked.size());
        Files.delete(file());
        assertStates(texts(0, 41), kept);
        assertEquals(41, inFolder().size());
    }

    @Test
    void aReaderThatFailsLosesNothingThatWasReadBefore() throws IOException {
        KeptStates kept = KeptStates.of(NAME, "abc", part -> {
            if (asked.size() >= 64) {
                throw new IOException("the other program is gone");
            }
            return read(part);
        }, folder);
        var failed = assertThrows(IllegalStateException.class, () -> kept.of(texts(0, 100)));
        assertEquals("Counting, twice could not be asked for its states: java.io.IOException: the other program is gone",
                failed.getMessage());
        assertEquals(64, inFolder().size());
        assertStates(texts(0, 100), inFolder());
        assertEquals(100, asked.size());
        var own = new IllegalArgumentException("its own");
        assertSame(own, assertThrows(IllegalArgumentException.class, () -> KeptStates.of(NAME, "abc", part -> {
            throw own;
        }).of(texts(0, 1))));
    }

    @Test
    void whatFailedIsToldAlsoWhereNothingCanBeWritten() throws IOException {
        KeptStates kept = KeptStates.of(NAME, "abc", part -> {
            if (!asked.isEmpty()) {
                throw new IllegalArgumentException("its own");
            }
            return read(part);
        }, folder);
        Files.createDirectory(file());
        var failed = assertThrows(IllegalArgumentException.class, () -> kept.of(texts(0, 100)));
        assertEquals("its own", failed.getMessage());
        assertEquals(1, failed.getSuppressed().length);
        assertEquals(32, kept.size());
    }

    @Test
    void whatAnInterruptedThreadHasReadIsKept() throws IOException {
        KeptStates kept = KeptStates.of(NAME, "abc", part -> {
            if (asked.size() == 32) {
                Thread.currentThread().interrupt();
            }
            return read(part);
        }, folder);
        assertEquals("reading stopped on request; the states read so far are kept",
                assertThrows(CancellationException.class, () -> kept.of(texts(0, 100))).getMessage());
        assertEquals(64, inFolder().size());
        assertStates(texts(0, 100), kept);
        assertEquals(100, asked.size());
    }

    @Test
    void aReaderMayBeStoppedWhileItWaits() throws IOException {
        KeptStates kept = KeptStates.of(NAME, "abc", part -> {
            if (asked.size() == 32) {
                Thread.currentThread().interrupt();
                Thread.sleep(10_000);
            }
            return read(part);
        }, folder);
        assertThrows(CancellationException.class, () -> kept.of(texts(0, 100)));
        assertEquals(32, inFolder().size());
        KeptStates deaf = KeptStates.of(NAME, "abd", part -> {
            if (asked.size() == 64) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("cannot wait");
            }
            return read(part);
        }, folder);
        assertThrows(IllegalStateException.class, () -> deaf.of(texts(0, 100)));
        assertTrue(Thread.interrupted(), "that is for the caller to see");
        assertEquals(32, KeptStates.of(NAME, "abd", this::read, folder).size());
    }

    @Test
    void statesThatAreNoneAreRefusedAndNoneOfTheirPartAreKept() throws IOException {
        refused("layers (none) must be at least 2: a journey has a start and an end", states -> null);
        refused("layers (1) must be at least 2: a journey has a start and an end", states -> new float[][][] {states[0]});
        String one = " must have 4: one for each sample that Counting, twice was given";
        refused("layer 1 (3 states)" + one, states -> new float[][][] {states[0], Arrays.copyOf(states[1], 3)});
        refused("layer 1 (5 states)" + one, states -> new float[][][] {states[0],
            {{1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}}});
        refused("layer 0 (0 states)" + one, states -> new float[][][] {null, states[1]});
        refused("layer 1 (3 states)" + one, states -> with(states, null));
        refused("layer 1 (a state with NaN) must be finite numbers", states -> with(states, new float[] {1, Float.NaN}));
        String every = " must have 2 for every sample: take the mean over tokens or places, or those of one";
        refused("layer 1 (a state of 3 numbers)" + every, states -> with(states, new float[3]));
        refused("layer 1 (a state of 0 numbers)" + every, states -> with(states, new float[0]));
    }

    private static float[][][] with(float[][][] states, float[] last) {
        states[1][3] = last;
        return states;
    }

    private static void refused(String message, UnaryOperator<float[][][]> change) {
        KeptStates kept = KeptStates.of(NAME, "abc", part -> change.apply(states(part)));
        assertRefused(message, () -> kept.of(texts(0, 4)));
        assertEquals(0, kept.size());
    }

    @Test
    void statesOfAnotherReaderUnderTheSameNameAreToldApartBySize() throws IOException {
        inFolder().of(texts(0, 4)).close();
        KeptStates three = KeptStates.of(NAME, "abc", part -> new float[3][part.size()][1], folder);
        assertRefused("layers (3) must be 2, as those of the samples before: delete " + file() + " if another reader wrote it",
                () -> three.of(texts(4, 5)));
        KeptStates wide = KeptStates.of(NAME, "abc", part -> new float[2][part.size()][7], folder);
        assertRefused("layer 0 (a state of 7 numbers) must have 1 for every sample: take the mean over tokens or places, or those"
                + " of one: delete " + file() + " if another reader wrote it", () -> wide.of(texts(4, 5)));
        assertNotEquals(0, wide.size());
    }

    @Test
    void twoThreadsAskForEachInputOnce() throws Exception {
        KeptStates kept = KeptStates.of(NAME, "abc", this::read);
        var first = CompletableFuture.runAsync(() -> assertStates(texts(0, 200), kept));
        var second = CompletableFuture.runAsync(() -> assertStates(texts(100, 300), kept));
        CompletableFuture.allOf(first, second).get(60, TimeUnit.SECONDS);
        assertEquals(300, asked.size());
        assertEquals(300, new HashSet<>(asked).size());
    }

    @Test
    void twoWhoWriteToOneFileLeaveAWholeOne() throws Exception {
        KeptStates one = inFolder();
        KeptStates other = inFolder();
        var first = CompletableFuture.runAsync(() -> IntStream.range(1, 20).forEach(i -> one.of(texts(0, i)).close()));
        var second = CompletableFuture.runAsync(() -> IntStream.range(1, 20).forEach(i -> other.of(texts(50, 50 + i)).close()));
        CompletableFuture.allOf(first, second).get(60, TimeUnit.SECONDS);
        assertEquals(19, inFolder().size());
        assertStates(texts(0, 19), inFolder());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file()), files.toList());
        }
        assertFalse(asked.isEmpty());
    }
}

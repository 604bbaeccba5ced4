// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One part of a list that several machines share: of {@code count} parts the one of this number, every count-th item from it on.
 *
 * @param number from 1 to count
 * @param count how many parts there are
 */
public record Shard(int number, int count) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    public Shard {
        if (number < 1 || number > count) {
            throw new IllegalArgumentException("shard (" + number + "/" + count + ") must be from 1/" + count + " to " + count + "/"
                    + count);
        }
    }

    /**
     * Returns a shard as it is written on the command line, such as 2/8.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Shard parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("shard (" + text + ") must be a number and how many there are, such as 2/8");
        }
        return new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /** Returns the items of the list that are this shard's. */
    <T> List<T> of(List<T> all) {
        return IntStream.range(0, all.size()).filter(i -> i % count == number - 1).mapToObj(all::get).toList();
    }

    @Override
    public String toString() {
        return number + "/" + count;
    }
}

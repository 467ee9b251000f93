package roulette.parsers.redis;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import roulette.parsers.CleanText;

/**
 * The positions of one command's arguments. A password is never converted to a string. For one thread, during one call.
 */
final class Arguments {
    /** Redis's limit, including the command's name, for clients that have not logged in. */
    static final int MOST_WITH_NAME = 10;

    private static final int WRONG = -1;

    private final ByteBuffer bytes;
    private final int[] starts = new int[MOST_WITH_NAME - 1];
    private final int[] ends = new int[MOST_WITH_NAME - 1];
    private int count;

    Arguments(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == starts.length;
    }

    /** Adds the bytes between two indexes of the buffer. */
    void add(int start, int end) {
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    /** Whether the argument is this word, ignoring case. */
    boolean is(int index, String upperCase) {
        int start = starts[index];
        if (ends[index] - start != upperCase.length()) {
            return false;
        }
        for (int i = 0; i < upperCase.length(); i++) {
            if (Letters.upper(bytes.get(start + i)) != upperCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A number as Redis writes it, without sign or leading zeros; -1 if invalid or above 2^31-1. */
    int number(int index) {
        int length = ends[index] - starts[index];
        if (length < 1 || length > 10 || (length > 1 && bytes.get(starts[index]) == '0')) {
            return WRONG;
        }
        long number = 0;
        for (int i = starts[index]; i < ends[index]; i++) {
            int digit = bytes.get(i) - '0';
            if (digit < 0 || digit > 9) {
                return WRONG;
            }
            number = number * 10 + digit;
        }
        return number <= Integer.MAX_VALUE ? (int) number : WRONG;
    }

    /** The argument as text; null if it is not valid text. */
    @Nullable
    String text(int index) {
        byte[] copy = new byte[ends[index] - starts[index]];
        bytes.get(starts[index], copy);
        return CleanText.of(copy);
    }
}

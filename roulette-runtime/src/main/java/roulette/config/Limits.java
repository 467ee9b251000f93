package roulette.config;

/**
 * How much is allowed.
 *
 * @param connections open at a time, over all listeners; at least 1
 * @param perClient of them, from one client address; 0 for no limit
 * @param opening bytes that are read before a router has to decide; 512 to 1 MiB
 */
public record Limits(int connections, int perClient, int opening) {
    static Limits read(Table table, Problems problems) {
        return new Limits(
                problems.read(table, "connections", within(Kind.INTEGER, 1, Integer.MAX_VALUE), 10_000),
                problems.read(table, "per-client", within(Kind.INTEGER, 0, Integer.MAX_VALUE), 0),
                problems.read(table, "opening", within(Kind.SIZE, 512, 1 << 20), 16 << 10));
    }

    private static Kind<Integer> within(Kind<Long> kind, int least, int most) {
        return kind.then(number -> {
            if (number < least || number > most) {
                throw new IllegalArgumentException("must be " + least + " to " + most + ", but is " + number);
            }
            return number.intValue();
        });
    }
}

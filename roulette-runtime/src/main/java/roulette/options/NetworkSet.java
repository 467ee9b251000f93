package roulette.options;

import static java.util.Objects.requireNonNull;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import roulette.match.Network;

/**
 * Networks, searched by address in logarithmic time: the lowest and the highest address of each, sorted. Two networks are
 * disjoint or one contains the other; the contained one is left out. An address is 128 bits here, in two numbers; one of
 * IPv4 has the last 32 of them. Immutable.
 */
public final class NetworkSet {
    public static final NetworkSet EMPTY = of(List.of());

    private final Range[] ipv4;
    private final Range[] ipv6;

    private NetworkSet(Range[] ipv4, Range[] ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    public static NetworkSet of(Collection<Network> networks) {
        Map<Boolean, List<Range>> byFamily = networks.stream()
                .collect(Collectors.partitioningBy(
                        network -> network.first() instanceof Inet4Address,
                        Collectors.mapping(Range::of, Collectors.toList())));
        return new NetworkSet(
                disjoint(requireNonNull(byFamily.get(true))), disjoint(requireNonNull(byFamily.get(false))));
    }

    private static Range[] disjoint(List<Range> ranges) {
        Range[] sorted = ranges.stream().sorted(Range.ORDER).toArray(Range[]::new);
        int count = 0;
        for (Range each : sorted) {
            if (count == 0 || !sorted[count - 1].contains(each.firstHigh, each.firstLow)) {
                sorted[count++] = each;
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    public boolean isEmpty() {
        return ipv4.length + ipv6.length == 0;
    }

    public boolean contains(InetAddress address) {
        Range[] ranges = address instanceof Inet4Address ? ipv4 : ipv6;
        byte[] bytes = address.getAddress();
        long high = high(bytes);
        long low = low(bytes);
        int from = 0;
        int to = ranges.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ranges[middle].startsAfter(high, low)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from > 0 && ranges[from - 1].contains(high, low);
    }

    private static long high(byte[] address) {
        return address.length == 4 ? 0 : number(address, 0, 8);
    }

    private static long low(byte[] address) {
        return address.length == 4 ? number(address, 0, 4) : number(address, 8, 8);
    }

    private static long number(byte[] bytes, int offset, int count) {
        long number = 0;
        for (int i = offset; i < offset + count; i++) {
            number = number << 8 | (bytes[i] & 0xff);
        }
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkSet set && Arrays.equals(ipv4, set.ipv4) && Arrays.equals(ipv6, set.ipv6);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ipv4) + Arrays.hashCode(ipv6);
    }

    private record Range(long firstHigh, long firstLow, long lastHigh, long lastLow) {
        /** By the lowest address, the larger network first. */
        static final Comparator<Range> ORDER = Comparator.comparing(Range::firstHigh, Long::compareUnsigned)
                .thenComparing(Range::firstLow, Long::compareUnsigned)
                .thenComparing(Range::lastHigh, (a, b) -> Long.compareUnsigned(b, a))
                .thenComparing(Range::lastLow, (a, b) -> Long.compareUnsigned(b, a));

        static Range of(Network network) {
            byte[] first = network.first().getAddress();
            int free = first.length * 8 - network.bits();
            long high = high(first);
            long low = low(first);
            return new Range(high, low, high | ones(free - Long.SIZE), low | ones(Math.min(free, Long.SIZE)));
        }

        private static long ones(int count) {
            return count <= 0 ? 0 : -1L >>> (Long.SIZE - count);
        }

        boolean startsAfter(long high, long low) {
            int order = Long.compareUnsigned(firstHigh, high);
            return order > 0 || order == 0 && Long.compareUnsigned(firstLow, low) > 0;
        }

        boolean contains(long high, long low) {
            int order = Long.compareUnsigned(lastHigh, high);
            return !startsAfter(high, low) && (order > 0 || order == 0 && Long.compareUnsigned(lastLow, low) >= 0);
        }
    }
}

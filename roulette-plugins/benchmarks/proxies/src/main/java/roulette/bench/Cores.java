package roulette.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * CPU cores of this machine.
 *
 * @param list as for taskset, such as {@code 0,2-3}
 * @param numbers the cores in the list
 */
record Cores(String list, List<Integer> numbers) {
    private static final Pattern LIST = Pattern.compile("\\d{1,4}(-\\d{1,4})?(,\\d{1,4}(-\\d{1,4})?)*");

    /** @throws IllegalArgumentException if it is not a list of cores */
    static Cores of(String list) {
        if (!LIST.matcher(list).matches()) {
            throw new IllegalArgumentException(list + " is not a list of cores, such as 1 or 0,2-3");
        }
        List<Integer> numbers = new ArrayList<>();
        for (String part : list.split(",")) {
            String[] ends = part.split("-");
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int core = Integer.parseInt(ends[0]); core <= last; core++) {
                numbers.add(core);
            }
        }
        return new Cores(list, numbers);
    }

    boolean overlaps(Cores others) {
        return !Collections.disjoint(numbers, others.numbers);
    }

    @Override
    public String toString() {
        return list;
    }
}

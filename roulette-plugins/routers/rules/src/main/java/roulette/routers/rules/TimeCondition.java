package roulette.routers.rules;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Holds on these days from one time of day until, excluding, another. If the second is not after the first, the period
 * extends past midnight and belongs to the day on which it starts.
 */
record TimeCondition(LocalTime from, LocalTime until, Set<DayOfWeek> days, ZoneId zone) implements Condition {
    @Override
    public Verdict test(Situation situation) {
        ZonedDateTime now = situation.clock().instant().atZone(zone);
        LocalTime time = now.toLocalTime();
        DayOfWeek today = now.getDayOfWeek();
        boolean began = !time.isBefore(from);
        boolean over = !time.isBefore(until);
        if (from.isBefore(until)) {
            return Verdict.of(began && !over && days.contains(today));
        }
        return Verdict.of(began && days.contains(today) || !over && days.contains(today.minus(1)));
    }

    @Override
    public boolean needsBytes() {
        return false;
    }
}

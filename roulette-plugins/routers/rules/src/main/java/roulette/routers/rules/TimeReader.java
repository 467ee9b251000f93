package roulette.routers.rules;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roulette.api.Settings;

/** Reads {@code time}, {@code days} and {@code zone}. */
final class TimeReader {
    static final List<String> KEYS = List.of("time", "days", "zone");

    private static final Pattern TIMES = Pattern.compile("([0-9]{1,2}:[0-9]{2})-([0-9]{1,2}:[0-9]{2})");

    private TimeReader() {}

    static Optional<Condition> read(Settings table) {
        if (KEYS.stream().noneMatch(table::has)) {
            return Optional.empty();
        }
        String times = table.string("time", "00:00-24:00");
        List<String> names = table.strings("days");
        ZoneId zone = zone(table);
        if (!table.has("time") && !table.has("days")) {
            throw table.mistake("zone", "has no effect without time or days");
        }
        Matcher matcher = TIMES.matcher(times);
        if (!matcher.matches()) {
            throw table.mistake("time", "must be such as \"08:00-18:00\", but is \"" + times + "\"");
        }
        return Optional.of(new TimeCondition(
                time(table, matcher.group(1)), time(table, matcher.group(2)), days(table, names), zone));
    }

    private static ZoneId zone(Settings table) {
        if (!table.has("zone")) {
            return ZoneId.systemDefault();
        }
        String name = table.string("zone");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw table.mistake("zone", "\"" + name + "\" is not a time zone; one is \"Europe/Berlin\"");
        }
    }

    private static LocalTime time(Settings table, String text) {
        String[] parts = text.split(":", -1);
        int hour = Integer.parseInt(parts[0]);
        int minute = Integer.parseInt(parts[1]);
        if (hour == 24 && minute == 0) {
            return LocalTime.MIDNIGHT;
        } else if (hour > 23 || minute > 59) {
            throw table.mistake("time", "\"" + text + "\" is not a time of day: 00:00 to 24:00");
        }
        return LocalTime.of(hour, minute);
    }

    private static Set<DayOfWeek> days(Settings table, List<String> names) {
        if (!table.has("days")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String name : names) {
            int dash = name.indexOf('-');
            DayOfWeek day = day(table, dash < 0 ? name : name.substring(0, dash));
            DayOfWeek last = dash < 0 ? day : day(table, name.substring(dash + 1));
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        if (days.isEmpty()) {
            throw table.mistake("days", "must not be empty");
        }
        return days;
    }

    private static DayOfWeek day(Settings table, String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String full = day.name().toLowerCase(Locale.ROOT);
            if (name.equals(full) || name.equals(full.substring(0, 3))) {
                return day;
            }
        }
        throw table.mistake("days", "\"" + name + "\" is not a day; write \"mon\", \"tue\", ... or \"mon-fri\"");
    }
}

package roulette.routers.moon;

import java.time.Instant;

/**
 * The elongation of the moon: its apparent ecliptic longitude less the sun's, 0 at new moon, 180 degrees at full moon.
 * Almanacs define the phases by it.
 *
 * <p>After Jean Meeus, <i>Astronomical Algorithms</i>, 2nd edition: the moon's longitude from chapter 47 without its
 * terms below 0.002 degrees, the sun's from chapter 25 (low accuracy), universal to dynamical time with the constant
 * {@link #DELTA_T}. Between 1950 and 2100 the instants of the phases come out right within five minutes.
 */
final class Elongation {
    /** Dynamical less universal time, in seconds: 29 in 1950, 69 since 2016. */
    private static final double DELTA_T = 69;

    /** Seconds from the Unix epoch to J2000.0, 2000-01-01 12:00. */
    private static final double J2000 = 946_728_000;

    private static final double SECONDS_PER_CENTURY = 36_525 * 86_400.0;

    /** The sun's motion in degrees during the light's travel time. */
    private static final double ABERRATION = 0.00569;

    /**
     * Periodic terms of the moon's longitude, table 47.A: the multiples of D, M, M' and F in the sine's argument, and
     * the coefficient in millionths of a degree.
     */
    private static final int[][] TERMS = {
        {0, 0, 1, 0, 6_288_774},
        {2, 0, -1, 0, 1_274_027},
        {2, 0, 0, 0, 658_314},
        {0, 0, 2, 0, 213_618},
        {0, 1, 0, 0, -185_116},
        {0, 0, 0, 2, -114_332},
        {2, 0, -2, 0, 58_793},
        {2, -1, -1, 0, 57_066},
        {2, 0, 1, 0, 53_322},
        {2, -1, 0, 0, 45_758},
        {0, 1, -1, 0, -40_923},
        {1, 0, 0, 0, -34_720},
        {0, 1, 1, 0, -30_383},
        {2, 0, 0, -2, 15_327},
        {0, 0, 1, 2, -12_528},
        {0, 0, 1, -2, 10_980},
        {4, 0, -1, 0, 10_675},
        {0, 0, 3, 0, 10_034},
        {4, 0, -2, 0, 8_548},
        {2, 1, -1, 0, -7_888},
        {2, 1, 0, 0, -6_766},
        {1, 0, -1, 0, -5_163},
        {1, 1, 0, 0, 4_987},
        {2, -1, 1, 0, 4_036},
        {2, 0, 2, 0, 3_994},
        {4, 0, 0, 0, 3_861},
        {2, 0, -3, 0, 3_665},
        {0, 1, -2, 0, -2_689},
        {2, 0, -1, 2, -2_602},
        {2, -1, -2, 0, 2_390},
        {1, 0, 1, 0, -2_348},
        {2, -2, 0, 0, 2_236},
        {0, 1, 2, 0, -2_120},
        {0, 2, 0, 0, -2_069},
        {2, -2, -1, 0, 2_048},
    };

    private Elongation() {}

    /** The elongation at this instant, from 0 to 360 degrees. */
    static double at(Instant instant) {
        double seconds = instant.getEpochSecond() + instant.getNano() / 1e9;
        double centuries = (seconds + DELTA_T - J2000) / SECONDS_PER_CENTURY;
        return turn(lunarLongitude(centuries) - solarLongitude(centuries));
    }

    /** The moon's longitude without nutation, in degrees; {@code t} is in Julian centuries of dynamical time. */
    static double lunarLongitude(double t) {
        double mean = 218.3164477 + t * (481_267.88123421 + t * -0.0015786);
        double elongation = 297.8501921 + t * (445_267.1114034 + t * -0.0018819);
        double sunAnomaly = 357.5291092 + t * (35_999.0502909 + t * -0.0001536);
        double moonAnomaly = 134.9633964 + t * (477_198.8675055 + t * 0.0087414);
        double latitude = 93.2720950 + t * (483_202.0175233 + t * -0.0036539);
        double eccentricity = 1 - t * (0.002516 + t * 0.0000074);

        double millionths = 3_958 * sin(119.75 + 131.849 * t) + 1_962 * sin(mean - latitude);
        for (int[] term : TERMS) {
            double argument = term[0] * elongation + term[1] * sunAnomaly + term[2] * moonAnomaly + term[3] * latitude;
            millionths += term[4] * Math.pow(eccentricity, Math.abs(term[1])) * sin(argument);
        }
        return mean + millionths / 1e6;
    }

    /** The sun's longitude with aberration and without nutation, in degrees; {@code t} as above. */
    static double solarLongitude(double t) {
        double mean = 280.46646 + t * (36_000.76983 + t * 0.0003032);
        double anomaly = 357.52911 + t * (35_999.05029 + t * -0.0001537);
        double centre = (1.914602 + t * (-0.004817 + t * -0.000014)) * sin(anomaly)
                + (0.019993 + t * -0.000101) * sin(2 * anomaly)
                + 0.000289 * sin(3 * anomaly);
        return mean + centre - ABERRATION;
    }

    /** The same angle from 0 to 360. */
    static double turn(double degrees) {
        double rest = degrees % 360;
        return rest < 0 ? rest + 360 : rest;
    }

    private static double sin(double degrees) {
        return Math.sin(Math.toRadians(degrees % 360));
    }
}

package roulette.plugin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roulette.api.Router;

/** A version of the API: within a major version, a higher minor version is compatible with a lower one. */
record ApiVersion(int major, int minor) {
    /** The manifest attribute with the version that a jar was built for. */
    static final String ATTRIBUTE = "Roulette-Api-Version";

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})([.+-].*)?");

    /** Reads {@code 1.2}, {@code 1.2.3} or {@code 1.2.3-beta}; empty for other forms. */
    static Optional<ApiVersion> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        return form.matches()
                ? Optional.of(new ApiVersion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    /** The running version; empty if the API is not in a jar and so has no manifest. */
    static Optional<ApiVersion> running() {
        return Optional.ofNullable(Router.class.getPackage().getImplementationVersion())
                .flatMap(ApiVersion::parse);
    }

    /** Whether a plugin built for the other version runs on this one. */
    boolean serves(ApiVersion other) {
        return major == other.major && minor >= other.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}

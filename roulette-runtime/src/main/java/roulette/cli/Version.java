package roulette.cli;

import picocli.CommandLine.IVersionProvider;

/** The version, from the manifest of this class's jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        boolean cached = ClassCache.ofThisProcess(Home.ofThisProcess()).used();
        return new String[] {
            "roulette " + number() + " on Java " + Runtime.version() + ", start-up cache "
                    + (cached ? "used" : "not used")
        };
    }

    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not built)" : version;
    }
}

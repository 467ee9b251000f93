package roulette.cli;

import picocli.CommandLine.IVersionProvider;

/** The version, from the manifest of this class's jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"roulette " + number() + " on Java " + Runtime.version()};
    }

    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not built)" : version;
    }
}

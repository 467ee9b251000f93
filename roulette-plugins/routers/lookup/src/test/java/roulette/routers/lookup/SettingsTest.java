package roulette.routers.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import roulette.api.SettingsException;
import roulette.api.Target;
import roulette.config.RouterEnvironment;
import roulette.config.RouterTable;

/** Valid settings, and the messages for errors. */
@Timeout(60)
final class SettingsTest {
    private static final String SQL = "sql = \"select target from routes where host = {host}\"\n";
    private static final String TABLE = "create table if not exists routes (host varchar, target varchar);";

    @TempDir
    private Path home;

    private LookupRouter with(String settings) {
        return Routers.with(settings, System::nanoTime, home);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> error(String settings) {
        return assertThatThrownBy(() -> with(settings).close()).isInstanceOf(SettingsException.class);
    }

    @Test
    void aScriptAndAQuerySuffice() throws Exception {
        Files.writeString(home.resolve("routes.sql"), TABLE + "insert into routes values ('a', '10.0.0.1:80');");
        try (LookupRouter router = with("init = \"routes.sql\"\n" + SQL)) {
            assertThat(Routers.targets(router, "a")).containsExactly(Target.of("10.0.0.1", 80));
        }
        assertThat(home.resolve("data/routes.mv.db")).exists();
    }

    @Test
    void nothingIsCreatedBeforeTheStart() throws Exception {
        Files.writeString(home.resolve("routes.sql"), TABLE);
        try (LookupRouter router = new LookupRouter(System::nanoTime)) {
            router.configure(RouterTable.parse("lookup", "init = \"routes.sql\"\n" + SQL)
                    .settings(RouterEnvironment.usual(home)));
            assertThat(home.resolve("data")).doesNotExist();
            router.start();
            assertThat(home.resolve("data/routes.mv.db")).exists();
        }
    }

    @Test
    void pathsStartAtTheConfigurationFileAndTheUsualDatabaseIsInTheDataFolder() throws Exception {
        Path conf = Files.createDirectory(home.resolve("conf"));
        Files.writeString(conf.resolve("routes.sql"), TABLE);
        RouterEnvironment usual = RouterEnvironment.usual(home);
        RouterEnvironment environment = new RouterEnvironment(
                conf,
                home.resolve("state"),
                usual.routingTimeout(),
                usual.connectTimeout(),
                usual.openingLimit(),
                usual.callLimit());
        for (String url : new String[] {"", "url = \"jdbc:h2:file:./data/routes\"\n"}) {
            try (LookupRouter router = new LookupRouter(System::nanoTime)) {
                router.configure(RouterTable.parse("lookup", url + "init = \"routes.sql\"\n" + SQL)
                        .settings(environment));
                router.start();
            }
        }
        assertThat(home.resolve("state/routes.mv.db")).exists();
        assertThat(conf.resolve("data/routes.mv.db")).exists();
    }

    @Test
    void theDatabasesNewFolderIsAccessibleToItsOwnerOnly() throws Exception {
        Files.writeString(home.resolve("routes.sql"), TABLE);
        with("init = \"routes.sql\"\n" + SQL).close();
        assertThat(Files.getPosixFilePermissions(home.resolve("data")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aFolderAccessibleToOthersIsAnError() throws Exception {
        Path folder = Files.createDirectory(home.resolve("data"));
        for (String open : new String[] {"rwxrwxrwx", "rwxr-xr-x", "rwxr-x---", "rwx--x---", "rwx-----x"}) {
            permit(folder, open);
            error(SQL)
                    .hasMessageContaining("url: the folder " + folder + " is open to other users (" + open + ")")
                    .hasMessageEndingWith("chmod 700 " + folder);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aFolderElsewhereIsAlsoChecked() throws Exception {
        Path folder = Files.createDirectory(home.resolve("elsewhere"));
        permit(folder, "rwxrwx---");
        for (String url :
                new String[] {"jdbc:h2:file:" + folder + "/routes", "jdbc:h2:" + folder + "/routes;TRACE_LEVEL_FILE=0"
                }) {
            error("url = \"" + url + "\"\n" + SQL).hasMessageContaining("is open to other users (rwxrwx---)");
        }
    }

    @Test
    void aParentFolderWritableByOthersIsAnError() throws Exception {
        Path above = Files.createDirectory(home.resolve("above"));
        permit(above, "rwxrwxrwx");
        error("url = \"jdbc:h2:./above/data/routes\"\n" + SQL)
                .hasMessageContaining(
                        "url: the folder " + above + ", above the database, can be written by other users");
        assertThat(above).isEmptyDirectory();

        Files.setAttribute(above, "unix:mode", 01777);
        error("url = \"jdbc:h2:./above/data/routes\"\n" + SQL).hasMessageContaining("ROUTES");
        assertThat(above.resolve("data/routes.mv.db")).exists();
    }

    @Test
    void aFileWritableByOthersIsAnError() throws Exception {
        error(SQL).hasMessageContaining("ROUTES");
        Path file = home.resolve("data/routes.mv.db");
        permit(file, "rw-rw-rw-");
        error(SQL)
                .hasMessageContaining("url: the file " + file + " can be written by other users (rw-rw-rw-)")
                .hasMessageEndingWith("chmod 600 " + file);

        permit(file, "rw-r--r--");
        error(SQL).hasMessageContaining("ROUTES");
    }

    @Test
    void aSymbolicLinkAsFileIsAnError() throws Exception {
        error(SQL).hasMessageContaining("ROUTES");
        Path file = home.resolve("data/routes.mv.db");
        Files.createSymbolicLink(file, Files.move(file, home.resolve("elsewhere.mv.db")));
        error(SQL).hasMessageContaining("is not a regular file");
    }

    @Test
    void theDatabasesNewFileIsAccessibleToItsOwnerOnly() throws Exception {
        error(SQL).hasMessageContaining("ROUTES");
        assertThat(Files.getPosixFilePermissions(home.resolve("data/routes.mv.db")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aScriptWritableByOthersIsAnError() throws Exception {
        Path script = Files.writeString(home.resolve("routes.sql"), TABLE);
        permit(script, "rw-rw-rw-");
        error("init = \"routes.sql\"\n" + SQL)
                .hasMessageContaining("init: " + script + " can be written by other users (rw-rw-rw-)");
    }

    @Test
    void aPortMustBeConfiguredAndNeedsAPassword() {
        String port = "url = \"jdbc:h2:./data/routes;AUTO_SERVER=TRUE;AUTO_SERVER_PORT=9092\"\n";
        error(port + SQL).hasMessageContaining("password: must be set if AUTO_SERVER=TRUE");
        for (String setting : new String[] {
            "AUTO_SERVER=TRUE", "auto_server=yes", "AUTO_SERVER=1;AUTO_SERVER_PORT=0", "FILE_LOCK=Socket"
        }) {
            error("url = \"jdbc:h2:./data/routes;" + setting + "\"\npassword = \"x\"\n" + SQL)
                    .hasMessageContaining("url: opens a port that has no number in the configuration");
        }
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aPathThatCantBeCheckedIsAnError() {
        for (String url : new String[] {
            "jdbc:h2:split:/tmp/x/routes",
            "jdbc:h2:file:nio:/tmp/x/routes",
            "jdbc:h2:zip:/tmp/x.zip!/routes",
            "jdbc:h2:routes",
            "jdbc:h2:/routes",
            "jdbc:h2:./data/"
        }) {
            error("url = \"" + url + "\"\n" + SQL).hasMessageContaining("url: must have a path to a file in a folder");
        }
        assertThat(home).isEmptyDirectory();
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void twoRoutersMayUseOneFile() throws Exception {
        Files.writeString(
                home.resolve("routes.sql"), TABLE + "delete from routes; insert into routes values ('a', 'b:1');");
        String settings = "init = \"routes.sql\"\nurl = \"jdbc:h2:./other/routes\"\n" + SQL;
        try (LookupRouter first = with(settings);
                LookupRouter second = with(settings)) {
            assertThat(Routers.targets(first, "a"))
                    .isEqualTo(Routers.targets(second, "a"))
                    .hasSize(1);
        }
        assertThat(home.resolve("other/routes.mv.db")).exists();
    }

    @Test
    void aQueryIsRequired() {
        error("").hasMessageContaining("sql: missing");
    }

    @Test
    void anUnknownFactIsAnError() {
        error("sql = \"select {hots}\"").hasMessageContaining(":1:1: sql: {hots} is not a fact");
    }

    @Test
    void aMissingTableIsAnError() {
        error(SQL).hasMessageContaining("sql: the database rejects it: ").hasMessageContaining("ROUTES");
    }

    @Test
    void aStatementWithoutRowsIsAnError() {
        Path script = home.resolve("routes.sql");
        assertThat(script).doesNotExist();
        error("sql = \"create table x (y int)\"").hasMessageContaining("sql: the database rejects it: ");
    }

    @Test
    void aFailingScriptIsAnError() throws Exception {
        Files.writeString(home.resolve("routes.sql"), "creat table routes (host varchar);");
        error("init = \"routes.sql\"\n" + SQL)
                .hasMessageContaining("init: a statement of " + home.resolve("routes.sql") + " fails: syntax error, ")
                .hasMessageContaining("SQLSTATE 42");
    }

    @Test
    void aScriptsTextIsNotShown() throws Exception {
        Files.writeString(
                home.resolve("routes.sql"), "create user other password 'hidden'; creat user x password 'hidden';");
        error("init = \"routes.sql\"\n" + SQL)
                .hasMessageContaining("init: a statement of ")
                .hasMessageNotContaining("hidden")
                .satisfies(e -> assertThat(e.getCause()).isNull());
    }

    @Test
    void aMissingScriptIsAnError() {
        error("init = \"no-such.sql\"\n" + SQL)
                .hasMessageContaining("init: can't be read: ")
                .hasMessageContaining("no-such.sql");
    }

    @Test
    void aUrlWithoutADriverIsAnError() {
        error("url = \"jdbc:oracle:thin:@db\"\n" + SQL)
                .hasMessageContaining("url: no driver accepts it; there are ")
                .hasMessageContaining("org.h2.Driver")
                .hasMessageContaining("org.postgresql.Driver");
    }

    @Test
    void aUrlThatTheDriverRejectsIsAnError() {
        error("url = \"jdbc:h2:mem:x;NO_SUCH=1\"\n" + SQL).hasMessageContaining("url: the database can't be opened: ");
    }

    @Test
    void aFolderThatCantBeCreatedIsAnError() throws Exception {
        Files.writeString(home.resolve("data"), "a file is in the way");
        error(SQL).hasMessageContaining("url: has a folder that can't be used: ");
    }

    @Test
    void aPasswordInTheUrlIsAnError() {
        for (String url : new String[] {
            "jdbc:postgresql://db/x?user=a&password=hidden",
            "jdbc:h2:mem:x;PASSWORD=hidden",
            "jdbc:postgresql://a:hidden@db/x"
        }) {
            error("url = \"" + url + "\"\n" + SQL)
                    .hasMessageContaining("url: must not have a password")
                    .hasMessageNotContaining("hidden");
        }
    }

    @Test
    void aWrongPasswordIsAnError() throws SQLException {
        try (Memories database = Memories.withRoutes()) {
            error(database.byHost().replace("secret", "hidden"))
                    .hasMessageContaining("user: the database can't be opened: Wrong user name or password")
                    .hasMessageNotContaining("hidden");
        }
    }

    @Test
    void aPasswordMayComeFromAFile() throws Exception {
        Files.writeString(home.resolve("password"), "secret\n");
        try (Memories database = Memories.withRoutes().route("a", "10.0.0.1:80");
                LookupRouter router =
                        with(database.byHost().replace("password = \"secret\"", "password-file = \"password\""))) {
            assertThat(Routers.targets(router, "a")).hasSize(1);
        }
        error("password-file = \"password\"\npassword = \"x\"\n" + SQL).hasMessageContaining("in addition to password");
        error("password-file = \"none\"\n" + SQL).hasMessageContaining("password-file: can't be read");
    }

    @Test
    void aRelativeUrlStartsAtTheFolderOfTheConfiguration() throws Exception {
        Path folder = Files.createDirectory(home.resolve("conf"));
        assertThatThrownBy(() -> Routers.with("url = \"jdbc:h2:../elsewhere/routes\"\n" + SQL, System::nanoTime, folder)
                        .close())
                .hasMessageContaining("ROUTES");
        assertThat(home.resolve("elsewhere/routes.mv.db")).exists();
    }

    @Test
    void numbersHaveLimits() {
        error("pool = 0\n" + SQL).hasMessageContaining("pool: must be 1 to 1000");
        error("cache-size = 10000\n" + SQL).hasMessageContaining("cache-size: must be \"0\", or \"64 KiB\" to ");
        error("cache-size = \"64 GiB\"\n" + SQL).hasMessageContaining("a quarter of Java's heap");
        error("timeout = \"249ms\"\n" + SQL).hasMessageContaining("timeout: must be \"250ms\" to \"1m\"");
        error("timeout = \"0\"\n" + SQL).hasMessageContaining("timeout: must be");
    }
}

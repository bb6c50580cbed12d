package holdfast.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import holdfast.settings.formats.RegFile;
import holdfast.settings.formats.RegistryPol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that other programs write are read, and those that we write are read by them. Needs
 * Debian's packages python3-samba and samba-common-bin; what is not installed is left out.
 */
class OtherProgramsTest {
    private static final Scope.UserPolicy EVERYBODY = new Scope.UserPolicy("*");

    @TempDir Path folder;

    private void assumeSambasPython() {
        assumeThat(OtherProgram.runs(folder, "/usr/bin/python3", "-c", "import samba.dcerpc.preg"))
                .isTrue();
    }

    @Test
    void readsAPolicyFileThatSambaWrote() throws Exception {
        assumeSambasPython();
        Path file = folder.resolve("Registry.pol");
        OtherProgram.run(
                folder,
                "/usr/bin/python3",
                "-c",
                """
                import sys
                from samba.dcerpc import preg, misc
                from samba.ndr import ndr_pack
                key = 'Software\\\\Policies\\\\Microsoft\\\\Windows NT\\\\Terminal Services'
                def entry(name, kind, data):
                    e = preg.entry()
                    e.keyname, e.valuename, e.type, e.data = key, name, kind, data
                    return e
                entries = [entry('KeepAliveEnable', misc.REG_DWORD, 1),
                           entry('KeepAliveInterval', misc.REG_DWORD, 5),
                           entry('MaxDisconnectionTime', misc.REG_SZ, '0'),
                           entry('**del.MaxIdleTime', misc.REG_SZ, ' ')]
                f = preg.file()
                f.header.signature = 'PReg'
                f.header.version = 1
                f.num_entries = len(entries)
                f.entries = entries
                open(sys.argv[1], 'wb').write(ndr_pack(f))
                """,
                file.toString());

        Configuration current =
                SettingsDocument.read("x", "[policy]\nMaxIdleTime = 60000\n").configuration();
        Configuration now =
                imported(
                        current,
                        RegistryPol.read(
                                "x.pol", Files.readAllBytes(file), RegistryPol.Hive.MACHINE));

        assertThat(now.keepAlive("RDP-Tcp").askAfter()).hasMinutes(5);
        assertThat(now.assigned(SessionCatalogue.MAX_DISCONNECTION_TIME, Scope.POLICY)).isPresent();
        assertThat(now.assigned(SessionCatalogue.MAX_IDLE_TIME, Scope.POLICY)).isEmpty();
    }

    @Test
    void sambaReadsOurPolicyFileAndWritesItAgainTheSame() throws Exception {
        assumeSambasPython();
        Configuration made = new Assignments(7).configuration().onlyOf(Set.of(Scope.Kind.POLICY));
        Path ours = folder.resolve("ours.pol");
        Path theirs = folder.resolve("theirs.pol");
        Files.write(ours, RegistryPol.write(RegistryImage.of(made), RegistryPol.Hive.MACHINE));

        OtherProgram.run(
                folder,
                "/usr/bin/python3",
                "-c",
                """
                import sys
                from samba.dcerpc import preg
                from samba.ndr import ndr_pack, ndr_unpack
                f = ndr_unpack(preg.file, open(sys.argv[1], 'rb').read())
                open(sys.argv[2], 'wb').write(ndr_pack(f))
                """,
                ours.toString(),
                theirs.toString());

        Configuration read =
                imported(
                        Configuration.EMPTY,
                        RegistryPol.read(
                                "x.pol", Files.readAllBytes(theirs), RegistryPol.Hive.MACHINE));
        assertThat(ValueChange.between(made, read)).isEmpty();
    }

    @Test
    void sambasRegistryToolReadsOurTextAndWritesItAgainTheSame() throws Exception {
        assumeThat(OtherProgram.runs(folder, "net", "--version")).isTrue();
        Configuration made =
                new Assignments(11)
                        .configuration()
                        .onlyOf(Set.of(Scope.Kind.CONNECTION, Scope.Kind.POLICY));
        Path ours = folder.resolve("ours.reg");
        Files.write(ours, RegFile.write(RegistryImage.of(made)));

        OtherProgram.run(
                folder,
                "net",
                "registry",
                "convert",
                "ours.reg",
                "theirs.reg",
                "regedit5,enc=UTF-16LE");

        RegFile theirs = RegFile.read("x.reg", Files.readAllBytes(folder.resolve("theirs.reg")));
        Configuration read = imported(Configuration.EMPTY, theirs.edits());
        assertThat(ValueChange.between(made, read)).isEmpty();
    }

    private static Configuration imported(Configuration into, List<RegistryEdit> edits)
            throws SettingsException {
        ImportResult result =
                RegistryImport.plan(
                        into, edits, Optional.of(SourceVersion.WINDOWS_2008), EVERYBODY);
        return ((ImportResult.Ready) result).configuration();
    }
}

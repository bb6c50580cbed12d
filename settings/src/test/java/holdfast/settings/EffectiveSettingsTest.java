package holdfast.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectiveSettingsTest {
    private static Configuration says(String text) throws SettingsException {
        return SettingsDocument.read("settings.toml", text).configuration();
    }

    @Test
    void aPolicyAloneNeverEndsASessionBecauseItsConnectionBroke() throws Exception {
        SessionSettings session = says("[policy]\nfResetBroken = 1\n").session("alice", "RDP-Tcp");

        assertThat(session.onLimit()).isEqualTo(EndAction.END);
        assertThat(session.onBrokenConnection()).isEqualTo(EndAction.DISCONNECT);
    }

    @Test
    void aPolicyThatSaysDisconnectHoldsForBoth() throws Exception {
        SessionSettings session =
                says("[policy]\nfResetBroken = 0\n[user.alice]\nfResetBroken = 1\n")
                        .session("alice", "RDP-Tcp");

        assertThat(session.onLimit()).isEqualTo(EndAction.DISCONNECT);
        assertThat(session.onBrokenConnection()).isEqualTo(EndAction.DISCONNECT);
    }

    @Test
    void theStricterClipboardPolicyWinsWhicheverItIs() throws Exception {
        Configuration now =
                says(
                        """
                        [policy]
                        SCClipLevel = 3
                        CSClipLevel = 0
                        [user-policy.alice]
                        SCClipLevel = 1
                        CSClipLevel = 2
                        """);

        RedirectionLimits limits = now.redirection("alice", "RDP-Tcp");
        assertThat(limits.clipboardToClient()).isEqualTo(ClipboardLevel.TEXT);
        assertThat(limits.clipboardToServer()).isEqualTo(ClipboardLevel.NOTHING);
        assertThat(now.redirection("bob", "RDP-Tcp").clipboardToClient())
                .isEqualTo(ClipboardLevel.RICH_TEXT);
    }

    @Test
    void ntlmIsNotOfferedWhereTheLevelIsFips() throws Exception {
        Configuration now =
                says(
                        """
                        [connection.strict]
                        MinEncryptionLevel = 4
                        [connection.plain]
                        PortNumber = 3390
                        MinEncryptionLevel = 3
                        """);

        assertThat(now.networkLogon("strict").ntlm()).isFalse();
        assertThat(now.networkLogon("plain").ntlm()).isTrue();
        assertThat(says("[machine]\nsecurity.fips = 1\n").networkLogon("plain").ntlm()).isFalse();
    }

    @Test
    void eachConnectionHasItsOwnLevel() throws Exception {
        Configuration now =
                says(
                        """
                        [connection.RDP-Tcp]
                        connection.adapter = "eth0"
                        MinEncryptionLevel = 1
                        [connection.RDP-Tcp2]
                        connection.adapter = "eth1"
                        MinEncryptionLevel = 4
                        """);

        assertThat(now.security("RDP-Tcp").level()).isEqualTo(EncryptionLevel.LOW);
        assertThat(now.security("rdp-tcp2").level()).isEqualTo(EncryptionLevel.FIPS);
        assertThat(now.connections())
                .extracting(c -> c.adapter().orElse(""))
                .containsExactly("eth0", "eth1");
    }

    @Test
    void repairsAPairThatOnlyLayersTogetherMake() throws Exception {
        SecuritySettings security =
                says("[policy]\nSecurityLayer = 2\n[connection.RDP-Tcp]\nMinEncryptionLevel = 1\n")
                        .security("RDP-Tcp");

        assertThat(security.level()).isEqualTo(EncryptionLevel.CLIENT_COMPATIBLE);
        assertThat(security.problems()).hasSize(1);
    }

    @Test
    void noAccessBeatsEveryOtherPermission() throws Exception {
        ConnectionDefinition connection =
                says("""
                [connection.RDP-Tcp]
                connection.permissions = ["*=guest", "@staff=full", "mallory=none"]
                """)
                        .connections()
                        .getFirst();

        assertThat(connection.rightOf("alice", List.of("staff"))).isEqualTo(Permission.Right.FULL);
        assertThat(connection.rightOf("bob", List.of())).isEqualTo(Permission.Right.GUEST);
        assertThat(connection.rightOf("Mallory", List.of("staff")))
                .isEqualTo(Permission.Right.NONE);
    }

    @Test
    void refusesTwoConnectionsOnOneAdapterAndPort() {
        var refused =
                catchThrowableOfType(
                        SettingsException.class,
                        () ->
                                says(
                                        """
                                        [connection.A]
                                        connection.adapter = "eth0"
                                        [connection.B]
                                        connection.adapter = "eth0"
                                        """));

        assertThat(refused).hasMessageContaining("adapter eth0, port 3389");
    }

    @Test
    void keepAliveIsOffWhereSomebodySaidSo() throws Exception {
        assertThat(says("").keepAlive("RDP-Tcp").brokenAfter()).isEqualTo(Duration.ofSeconds(15));
        assertThat(says("[machine]\nKeepAliveEnable = 0\n").keepAlive("RDP-Tcp").enabled())
                .isFalse();
    }

    @Test
    void aValueOfAConnectionWaitsForItsInheritFlag() throws Exception {
        String text =
                """
                [connection.RDP-Tcp]
                MaxIdleTime = 60000
                fInheritMaxIdleTime = %d
                [user.alice]
                MaxIdleTime = "2h"
                """;

        assertThat(says(text.formatted(1)).session("alice", "RDP-Tcp").idleLimit()).hasHours(2);
        assertThat(says(text.formatted(0)).session("alice", "RDP-Tcp").idleLimit()).hasMinutes(1);
        assertThat(RestCheck.of(says(text.formatted(1))))
                .anyMatch(finding -> finding.kind() == Finding.Kind.PASSED_OVER);
    }
}

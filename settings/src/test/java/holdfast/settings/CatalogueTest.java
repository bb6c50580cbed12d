package holdfast.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    /** Every value of the facts' sections 1.3, 2.2, 3.1 and 4. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "KeepAliveEnable,KeepAliveInterval,KeepAliveTimeout,fResetBroken,fInheritResetBroken",
                "MaxConnectionTime,MaxDisconnectionTime,MaxIdleTime,RemoteAppLogoffTimeLimit",
                "fInheritMaxSessionTime,fInheritMaxDisconnectionTime,fInheritMaxIdleTime",
                "fReconnectSame,fInheritReconnectSame,fSingleSessionPerUser,fDisableAutoReconnect",
                "MaxInstanceCount,fDenyTSConnections,fPromptForPassword,fInheritAutoLogon,UserName",
                "Domain,Password,fInheritInitialProgram,InitialProgram,WorkDirectory,Shadow",
                "fInheritShadow,fLogonDisabled,fEnableWinStation,fDisableForcibleLogoff",
                "fInheritSecurity,fInheritAutoClient,fInheritColorDepth,fInheritCallback",
                "fInheritCallbackNumber,fDisableEncryption,fDisableExe,fUseDefaultGina",
                "fAllowSecProtocolNegotiation,MinEncryptionLevel,SecurityLayer,UserAuthentication",
                "LanAdapter,PortNumber,ColorDepth,SelectTransport,SelectNetworkDetect",
                "InteractiveDelay,OutBufDelay,OutBufCount,OutBufLength,InputBufferLength,WdName",
                "AllowRemoteRPC,DeleteTempDirsOnExit,PerSessionTempDir,SessionDirectoryActive",
                "SessionDirectoryExposeServerIP,TSUserEnabled,fEncryptRPCTraffic",
                "SSLCertificateSHA1Hash,SelfSignedCertStore,SelfSignedCertificate,CertTemplateName",
                "Enabled,FIPSAlgorithmPolicy,LicensingMode,LicenseServers,fWritableTSCCPermTab",
                "fAllowUnlistedRemotePrograms,EnableCpuQuota,LogonWaitForPackageRegistration",
                "fDisconnectOnLockLegacy,fDisconnectOnLockMicrosoftIdentity,fDisableCam",
                "fDisableAudioCapture,AllowedAudioQualityMode,fDisableClip,SCClipLevel,CSClipLevel",
                "fDisableCdm,fDisableCcm,fDisableLPT,fEnableSmartCard,fDisablePNPRedir",
                "fDisableCameraRedir,fDisableLocationRedir,fDisableWebAuthn,EnableUiaRedirection",
                "fEnableTimeZoneRedirection,fDisableCpm,fForceClientLptDef",
                "RedirectOnlyDefaultClientPrinter,UseUniversalPrinterDriverFirst",
                "fPolicyFallbackPrintDriver,FallbackPrintDriverType,fDisableTerminalServerTooltip",
                "WFProfilePath,WFHomeDirUNC,WFHomeDir,WFHomeDirDrive,WFDontAppendUserNameToProfile",
                "DeleteRoamingUserProfile,MonitoringInterval,ProfileDirectoryQuota",
                "SessionDirectoryClusterName,SessionDirectoryLocation,ParticipateInLoadBalancing",
                "MaxXResolution,MaxYResolution,MaxMonitors,fNoRemoteDesktopWallpaper",
                "fTurnOffSingleAppMode,fNoFontSmoothing,MaxCompressionLevel,ImageQuality",
                "GraphicsProfile,AVC444ModePreferred,AVCHardwareEncodePreferred",
                "bEnumerateHWBeforeSW,fEnableVirtualizedGraphics,fEnableWddmDriver",
                "fEnableRemoteFXAdvancedRemoteApp,UseShellAppRuntimeRemoteApp",
                "fAllowDesktopCompositionOnServer,NoDisconnect,NoNTSecurity,VisualExperiencePolicy",
                "VGOptimization_CaptureFrameRate,VGOptimization_CompressionRatio,Enable",
                "EnableVirtualIP,VirtualMode,PerApp,VIPAdapter,PromptOnIPLeaseFail",
                "EnableTimeoutWarning,Comment"
            })
    void knowsWindowsValues(String names) {
        assertThat(List.of(names.split(","))).allMatch(name -> Catalogue.find(name).isPresent());
    }

    /** The pairs that are the other way round than one would think. */
    @ParameterizedTest
    @CsvSource({
        "fDisableAutoReconnect, 0, 1",
        "fDenyTSConnections, 0, 1",
        "fDisableCam, 0, 1",
        "fDisableAudioCapture, 0, 1",
        "EnableCpuQuota, 0, 1",
        "Enable, 0, 1",
        "fWritableTSCCPermTab, 0, 1",
        "fEnableSmartCard, 0, 1",
        "fForceClientLptDef, 0, 1",
        "DeleteTempDirsOnExit, 0, 1",
        "PerSessionTempDir, 0, 1",
        "UseUniversalPrinterDriverFirst, 3, 4",
        "KeepAliveEnable, 1, 0",
        "fSingleSessionPerUser, 1, 0",
        "MaxDisconnectionTime, chosen, text 0",
        "MaxIdleTime, chosen, -"
    })
    void knowsWhatThePolicyEditorWrites(String name, String enabled, String disabled) {
        PolicyRow row = Catalogue.find(name).orElseThrow().policy().orElseThrow();

        assertThat(row.enabled()).isEqualTo(enabled);
        assertThat(row.disabled()).isEqualTo(disabled);
    }

    @Test
    void hasOneMeaningForEachPlaceInTheRegistry() {
        var places = new HashMap<String, Setting<?>>();
        for (Scope scope : Assignments.SCOPES) {
            for (Setting<?> setting : Catalogue.all()) {
                if (setting.scopes().contains(scope.kind())) {
                    RegistryPlace place = RegistryPlace.of(setting, scope);
                    String path = place.hive() + "\\" + place.key() + "\\" + place.value();
                    assertThat(places.put(path.toLowerCase(java.util.Locale.ROOT), setting))
                            .as(path)
                            .isNull();
                }
            }
        }
        assertThat(places).hasSizeGreaterThan(400);
    }

    @Test
    void saysWhatSomebodyMayHaveMeant() {
        var refused =
                catchThrowableOfType(SettingsException.class, () -> Catalogue.get("MaxIdelTime"));

        assertThat(refused.remedy()).contains("MaxIdleTime");
    }

    @Test
    void readsWhatItShowsAndWritesOfEveryValue() throws Exception {
        for (Setting<?> setting : Catalogue.all()) {
            checkValues(setting);
        }
    }

    private static <T> void checkValues(Setting<T> setting) throws BadValue {
        List<T> values = Assignments.values(setting);
        assertThat(values).as(setting.name()).isNotEmpty();
        for (T value : values) {
            assertThat(setting.type().parse(setting.type().show(value))).isEqualTo(value);
            assertThat(setting.type().fromRegistry(setting.type().toRegistry(value)))
                    .isEqualTo(value);
        }
    }
}

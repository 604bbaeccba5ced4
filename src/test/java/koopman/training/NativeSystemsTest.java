// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class NativeSystemsTest {

    private static String refusal(String system, String processor) {
        return assertThrows(UncheckedIOException.class, () -> NativeSystems.require(system, processor)).getMessage();
    }

    @Test
    void anIntelMacIsRefusedWithTheRemedy() {
        assertEquals("system (macOS x86_64) must be one that PyTorch has native libraries for (Linux x86_64, Linux aarch64, "
                + "macOS aarch64, Windows x86_64): use Linux in a container, or let PYTORCH_LIBRARY_PATH name "
                + "the folder of a PyTorch of yours", refusal("Mac OS X", "x86_64"));
    }

    @Test
    void windowsOnArmIsRefusedWithItsOwnRemedy() {
        assertEquals("system (Windows aarch64) must be one that PyTorch has native libraries for (Linux x86_64, Linux aarch64, "
                + "macOS aarch64, Windows x86_64): use a JDK for x86_64, which Windows on ARM runs too, or Linux under WSL, or let "
                + "PYTORCH_LIBRARY_PATH name the folder of a PyTorch of yours", refusal("Windows 11", "aarch64"));
    }

    @Test
    void whatJavaCallsTheOthersIsUnderstood() {
        assertDoesNotThrow(() -> NativeSystems.require("Linux", "amd64"));
        assertDoesNotThrow(() -> NativeSystems.require("Linux", "aarch64"));
        assertDoesNotThrow(() -> NativeSystems.require("Mac OS X", "aarch64"));
        assertDoesNotThrow(() -> NativeSystems.require("Windows Server 2022", "amd64"));
    }
}

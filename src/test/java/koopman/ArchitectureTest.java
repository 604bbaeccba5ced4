// SPDX-License-Identifier: Apache-2.0
package koopman;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the floors of the house: a package imports only from those further down the list, and no circle exists. */
class ArchitectureTest {

    /** From the roof to the cellar. */
    private static final List<String> FLOORS = List.of("koopman", "koopman.spark", "koopman.notebook", "koopman.widget",
            "koopman.jupyter", "koopman.paper", "koopman.figure", "koopman.unlearning", "koopman.measure", "koopman.autoencoder",
            "koopman.network", "koopman.representation", "koopman.topology", "koopman.training", "koopman.system",
            "koopman.data", "koopman.display");

    /** The packages that have no use for a notebook, and the libraries that only they need. */
    private static final String[] LIBRARY = {"koopman", "koopman.notebook", "koopman.paper", "koopman.figure",
        "koopman.measure", "koopman.unlearning", "koopman.autoencoder", "koopman.network", "koopman.representation",
        "koopman.topology", "koopman.training", "koopman.system", "koopman.data", "ai.djl..", "org.knowm..",
        "tech.tablesaw..", "org.ojalgo.."};

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("koopman");

    @Test
    void aPackageImportsOnlyFromFloorsBelow() {
        for (int floor = 1; floor < FLOORS.size(); floor++) {
            String[] above = FLOORS.subList(0, floor).toArray(String[]::new);
            noClasses().that().resideInAPackage(FLOORS.get(floor))
                    .should().dependOnClassesThat().resideInAnyPackage(above)
                    .allowEmptyShould(true).check(OURS);
        }
    }

    @Test
    void noCircleExists() {
        slices().matching("koopman.(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void theKernelKnowsNothingOfTheLibrary() {
        noClasses().that().resideInAnyPackage("koopman.jupyter", "koopman.widget", "koopman.display")
                .should().dependOnClassesThat().resideInAnyPackage(LIBRARY).check(OURS);
    }

    @Test
    void topologyAndMotionsKnowNoTensors() {
        noClasses().that().resideInAnyPackage("koopman.topology", "koopman.system")
                .should().dependOnClassesThat().resideInAPackage("ai.djl..")
                .allowEmptyShould(true).check(OURS);
    }
}

// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineProvider;
import ai.djl.pytorch.engine.PtEngineProvider;

/**
 * DJL's PyTorch engine, started after a look at its native libraries: a cut one would end the virtual machine. DJL finds this
 * service before its own where this library stands before DJL's on the class path, as it does in that of a project which uses it.
 */
public final class CheckedEngine implements EngineProvider {

    private final EngineProvider engine = new PtEngineProvider();
    private volatile boolean started;

    @Override
    public String getEngineName() {
        return engine.getEngineName();
    }

    @Override
    public int getEngineRank() {
        return engine.getEngineRank();
    }

    @Override
    public Engine getEngine() {
        return started ? engine.getEngine() : start();
    }

    private synchronized Engine start() {
        Engine running = started ? engine.getEngine() : EngineFolder.started(engine::getEngine);
        started = true;
        return running;
    }
}

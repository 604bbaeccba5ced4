// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.io.Serializable;
import koopman.autoencoder.AutoencoderSettings;
import koopman.training.TrainingPlan;

/**
 * Autoencoders that come as near to their network as we could make them in the time that a size has, found on validation
 * samples. A reproduction fits them to new samples in each epoch, as many as the network was trained on.
 *
 * @param components p, how many principal components of a state they see
 * @param autoencoder their sizes and losses
 * @param plan how they are fitted
 */
public record NearestSettings(int components, AutoencoderSettings autoencoder, TrainingPlan plan) implements Serializable {}

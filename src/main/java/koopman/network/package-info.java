/** The network that is explained, and the states of its layers. */
package koopman.network;

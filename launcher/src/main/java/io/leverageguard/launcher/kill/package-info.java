/**
 * The real process under {@code kill -9}: customers trade over HTTP at a desk that runs in a
 * process of its own, at an exchange that runs in another; the desk is killed at an instant drawn
 * from the seed and started again on what it left. Then what was acknowledged, what the desk shows
 * and what is true at the exchange must agree.
 */
package io.leverageguard.launcher.kill;

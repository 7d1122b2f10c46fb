/** Proofs that data was not changed since: Merkle trees. */
@NullMarked
package io.leverageguard.engine.proof;

import org.jspecify.annotations.NullMarked;

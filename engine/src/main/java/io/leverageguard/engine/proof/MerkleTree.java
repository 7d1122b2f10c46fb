package io.leverageguard.engine.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The Merkle tree hash of RFC 6962, section 2.1, with SHA-256. Leaves are hashed with the prefix 00
 * and inner nodes with 01, so that a node can never pass for a leaf.
 */
public final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleTree() {}

    /** The hash of one leaf, 32 bytes. */
    public static byte[] leafHash(byte[] data) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return digest.digest(data);
    }

    /** The SHA-256 of the bytes themselves, which is no hash of the tree. */
    public static byte[] plainHash(byte[] data) {
        return sha256().digest(data);
    }

    /** The root over leaves in their order; that of no leaves is the hash of nothing. */
    public static byte[] root(List<byte[]> leaves) {
        return rootOfHashes(leaves.stream().map(MerkleTree::leafHash).toList());
    }

    /** The root over leaf hashes. */
    public static byte[] rootOfHashes(List<byte[]> hashes) {
        int n = hashes.size();
        if (n == 0) {
            return sha256().digest();
        }
        if (n == 1) {
            return hashes.getFirst();
        }
        int split = Integer.highestOneBit(n - 1);
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(rootOfHashes(hashes.subList(0, split)));
        digest.update(rootOfHashes(hashes.subList(split, n)));
        return digest.digest();
    }

    /** Lower-case hexadecimal digits. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

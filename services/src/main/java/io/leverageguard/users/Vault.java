package io.leverageguard.users;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Envelope encryption: each record has a random data key of its own (AES-256-GCM), which is stored
 * wrapped by the master key. Both layers carry the record's id as associated data, so that a
 * ciphertext copied into another record does not open. Replacing the master key means wrapping 32
 * bytes per record anew, not touching what they protect.
 */
final class Vault {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** What is stored: the wrapped data key and the ciphertext, each behind its nonce. */
    @SuppressWarnings("ArrayRecordComponent") // never compared: goes straight to the database
    record Sealed(byte[] wrappedKey, byte[] ciphertext) {
        @Override
        public String toString() {
            return "Sealed[…]";
        }
    }

    private final SecretKeySpec master;
    private final byte[] fingerprintKey;
    private final SecureRandom random;

    /** Uses a master key of 32 bytes. */
    Vault(byte[] masterKey, SecureRandom random) {
        if (masterKey.length != KEY_BYTES) {
            throw new IllegalArgumentException("the master key must have 32 bytes");
        }
        this.master = new SecretKeySpec(masterKey, "AES");
        this.random = random;
        this.fingerprintKey = hmac(masterKey, "fingerprints");
    }

    /** Encrypts {@code plain} for the record {@code id}. */
    Sealed seal(UUID id, byte[] plain) {
        byte[] dataKey = new byte[KEY_BYTES];
        random.nextBytes(dataKey);
        try {
            return new Sealed(
                    encrypt(master, id, "key", dataKey),
                    encrypt(new SecretKeySpec(dataKey, "AES"), id, "data", plain));
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * Decrypts what was sealed for the record {@code id}.
     *
     * @throws IllegalStateException if it was sealed for another record, by another master key, or
     *     was changed since
     */
    byte[] open(UUID id, Sealed sealed) {
        byte[] dataKey = decrypt(master, id, "key", sealed.wrappedKey());
        try {
            return decrypt(new SecretKeySpec(dataKey, "AES"), id, "data", sealed.ciphertext());
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** A keyed hash by which equal secrets are recognised without storing them. */
    byte[] fingerprint(String text) {
        return hmac(fingerprintKey, text);
    }

    private byte[] encrypt(SecretKeySpec key, UUID id, String layer, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, id, layer);
            byte[] secret = cipher.doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + secret.length).put(nonce).put(secret).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt record " + id, e);
        }
    }

    private static byte[] decrypt(SecretKeySpec key, UUID id, String layer, byte[] stored) {
        if (stored.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new IllegalStateException("record " + id + " is too short to be a ciphertext");
        }
        byte[] nonce = Arrays.copyOf(stored, NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, id, layer)
                    .doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("record " + id + " does not open", e);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, UUID id, String layer)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((layer + ":" + id).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has HmacSHA256", e);
        }
    }
}

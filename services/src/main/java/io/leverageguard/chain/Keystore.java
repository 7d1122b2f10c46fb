package io.leverageguard.chain;

import io.leverageguard.kit.secret.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signing key of each network in a file of its own, encrypted with AES-256-GCM under a key of
 * this installation. The network's name is authenticated with it, so that a file cannot be put in
 * the place of another.
 */
final class Keystore {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path folder;
    private final byte[] master;
    private final SecureRandom random = new SecureRandom();

    Keystore(Path folder, Secrets secrets) {
        this.folder = folder;
        this.master = secrets.key("chain-keystore");
    }

    /** The key of {@code network}, made when it is first asked for. */
    SigningKey key(String network) {
        Path file = folder.resolve(network + ".key");
        try {
            if (!Files.exists(file)) {
                make(network, file);
            }
            return new SigningKey(decrypt(network, Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the key of " + network, e);
        }
    }

    /** Written aside, then linked, so that nobody reads half a key and the first maker wins. */
    private void make(String network, Path file) throws IOException {
        Files.createDirectories(folder);
        byte[] secret = new byte[KEY_BYTES];
        do {
            random.nextBytes(secret);
        } while (!SigningKey.isValid(new BigInteger(1, secret)));
        Path aside = folder.resolve("." + network + "." + Long.toHexString(random.nextLong()));
        Files.createFile(
                aside,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(aside, encrypt(network, secret), StandardOpenOption.SYNC);
        try {
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was first; theirs is the key.
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private byte[] encrypt(String network, byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, network, nonce, secret);
        return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    }

    private byte[] decrypt(String network, byte[] file) {
        if (file.length != NONCE_BYTES + KEY_BYTES + TAG_BITS / 8) {
            throw new IllegalStateException("the key file of " + network + " is damaged");
        }
        ByteBuffer buffer = ByteBuffer.wrap(file);
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        return crypt(Cipher.DECRYPT_MODE, network, nonce, sealed);
    }

    private byte[] crypt(int mode, String network, byte[] nonce, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode, new SecretKeySpec(master, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(network.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key file of " + network + " is damaged", e);
        }
    }
}

package io.leverageguard.chain;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * A secp256k1 key and its signatures: deterministic (RFC 6979 with SHA-256) and with the lower s
 * (EIP-2), as every Ethereum node expects. Curve arithmetic is BouncyCastle's.
 */
final class SigningKey {
    /** A signature; {@code yParity} tells which of two public keys it recovers to. */
    record Signature(BigInteger r, BigInteger s, int yParity) {
        /** The 65 bytes r, s, v with v = 27 or 28, as contracts take them. */
        byte[] bytes() {
            byte[] all = new byte[65];
            System.arraycopy(BigIntegers.asUnsignedByteArray(32, r), 0, all, 0, 32);
            System.arraycopy(BigIntegers.asUnsignedByteArray(32, s), 0, all, 32, 32);
            all[64] = (byte) (27 + yParity);
            return all;
        }
    }

    private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
    private static final BigInteger ORDER = CURVE.getN();
    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

    private final BigInteger secret;
    private final String address;

    /** The key with the private part {@code secret}, 32 bytes. */
    SigningKey(byte[] secret) {
        this.secret = new BigInteger(1, secret);
        if (secret.length != 32 || !isValid(this.secret)) {
            throw new IllegalArgumentException("not a private key of secp256k1");
        }
        byte[] point = multiply(this.secret).getEncoded(false);
        byte[] hash = Keccak.hash(Arrays.copyOfRange(point, 1, point.length));
        this.address = Hex.of(Arrays.copyOfRange(hash, 12, 32));
    }

    /** Whether 32 random bytes can be a private key; all but about one in 2^128 can. */
    static boolean isValid(BigInteger secret) {
        return secret.signum() > 0 && secret.compareTo(ORDER) < 0;
    }

    /** The account that this key signs for, lower case. */
    String address() {
        return address;
    }

    /** Signs a hash of 32 bytes. */
    Signature sign(byte[] digest) {
        BigInteger message = new BigInteger(1, digest);
        HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
        nonces.init(ORDER, secret, digest);
        while (true) {
            BigInteger nonce = nonces.nextK();
            ECPoint point = multiply(nonce);
            BigInteger r = point.getAffineXCoord().toBigInteger();
            BigInteger s =
                    BigIntegers.modOddInverse(ORDER, nonce)
                            .multiply(message.add(r.multiply(secret)))
                            .mod(ORDER);
            if (r.signum() == 0 || r.compareTo(ORDER) >= 0 || s.signum() == 0) {
                continue;
            }
            boolean odd = point.getAffineYCoord().toBigInteger().testBit(0);
            boolean high = s.compareTo(HALF_ORDER) > 0;
            return new Signature(r, high ? ORDER.subtract(s) : s, odd == high ? 0 : 1);
        }
    }

    private static ECPoint multiply(BigInteger factor) {
        return new FixedPointCombMultiplier().multiply(CURVE.getG(), factor).normalize();
    }
}

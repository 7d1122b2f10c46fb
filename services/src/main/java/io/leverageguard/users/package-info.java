/**
 * People: who they are, what they may do, their sessions, and the vault for their venue keys.
 *
 * <p>Owns logins, password hashes, roles, sessions, the keys that sign access tokens, and venue
 * keys. Promises that passwords are kept as Argon2id hashes and refresh tokens as SHA-256 only;
 * that a refresh token which is used twice ends its session; that a venue key is asked about at the
 * venue before it is stored, is refused if it can move money out, is stored encrypted under a data
 * key of its own, and is opened for services only, leaving an audit record. A change of roles holds
 * from a person's next access token on, which is minutes away. Listens to nothing.
 */
package io.leverageguard.users;

namespace IncidentBot.Core.SignIn;

/// <summary>Encrypts and authenticates with the installation's own keys, which lie beside the data and are rotated.</summary>
public interface ISecretKeys
{
    /// <param name="purpose">What it is for: what was made for one purpose is good for no other.</param>
    /// <param name="secret">What nobody may read.</param>
    byte[] Seal(string purpose, byte[] secret);

    /// <summary>Null for what is not ours, was changed, or was made for another purpose.</summary>
    byte[]? Open(string purpose, byte[] sealedSecret);
}

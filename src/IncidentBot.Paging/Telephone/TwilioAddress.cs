using IncidentBot.Core.Outside;
using Microsoft.Extensions.Options;

namespace IncidentBot.Paging.Telephone;

/// <summary>Where Twilio asks what to say, and tells what became of it. It must reach us, so a public address is needed.</summary>
public sealed class TwilioAddress(PublicLinks links) : IValidateOptions<TwilioOptions>
{
    internal const string Voice = "/twilio/voice";

    internal const string Text = "/twilio/text";

    internal const string Status = "/twilio/status";

    public ValidateOptionsResult Validate(string? name, TwilioOptions options) => options.On && links.Home is null
        ? ValidateOptionsResult.Fail("PublicUrl must be set for Paging:Twilio: Twilio asks there what to say, and tells there what became of a text or call.")
        : ValidateOptionsResult.Success;

    internal Uri To(string path, string? ticket) => new($"{links.Home!.AbsoluteUri.TrimEnd('/')}{path}{(ticket is null ? "" : $"?ticket={ticket}")}");

    internal Uri ToCheck(string path, string ticket) => new($"{links.Home!.AbsoluteUri.TrimEnd('/')}{path}?check={ticket}");

    /// <summary>As Twilio signed it: the public address, whatever a proxy made of it.</summary>
    internal string Signed(string path, string query) => $"{links.Home!.AbsoluteUri.TrimEnd('/')}{path}{query}";
}

using IncidentBot.Host.Data;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Host.Hosting;

/// <summary>Keeps the keys of cookies and forms beside the data, in the folder that only this user may read.</summary>
public sealed class KeysBesideTheData(DataFolder folder) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) => options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(folder.Keys), NullLoggerFactory.Instance);
}

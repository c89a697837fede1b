# 大厅证书、设备登记与吊销
cli-help-ca = 大厅自己的证书机构
cli-help-ca-init = 建立证书机构，下次启动起服务器使用 TLS
cli-help-ca-show = 显示证书机构的指纹
cli-help-enrol = 登记本机：用一次性配对码换取令牌和证书
cli-help-server-devices = 列出配对过的设备
cli-help-server-revoke = 设备丢失：从现在起什么都不能做

cli-option-ca-name = 设备用来访问服务器的名字，可以重复
cli-option-ca-address = 设备用来访问服务器的地址，可以重复
cli-option-enrol-url = 服务器地址，https://...
cli-option-enrol-dir = 存放令牌和证书的文件夹，默认在用户的设置文件夹
cli-option-fingerprint = 证书机构的指纹，和配对码一起给出
cli-option-server-plain-http = 不加密，对外服务也不加密

ca-made = 证书机构已建立在 { $data }。请像数据密钥一样保管其中的 ca.key，并重新启动服务器。
ca-exists = { $data } 里已经有证书机构。换一个就要重新登记每台设备。
ca-fingerprint = 指纹 { $fingerprint }
enrol-done = 本机是 { $role } { $device }，令牌在 { $file }。
server-pairing-fingerprint = 登记命令：hallcall enrol { $url } --code { $code } --fingerprint { $fingerprint }
server-device = { $role } { $device }，{ $standing ->
    [revoked] 已吊销
   *[paired] 配对于 { $day }
}{ $until ->
    [none] {""}
   *[other] ，证书有效期到 { $until }
}
server-revoked = { $role } { $device } 已吊销，令牌和证书都不能再用。

# 命令行：证件、设备、演示

cli-help-demo = 演示：虚构的大厅里，二十位办事群众从放证到办结。
cli-help-hal = 大厅的设备。
cli-help-hal-sim = 用读卡器自己的解码读一份录下的身份证记录，结果为 JSON。
cli-help-id = 核对证件号码。
cli-help-uscc = 核对统一社会信用代码。
cli-option-visits = 多少位办事群众
cli-option-demo-out = 图片和时间表放在哪个文件夹；给了就不开窗口
cli-option-seed = 随机种子，同一个种子是同一天
cli-option-number = 要核对的号码
cli-option-fixture = 录下的记录文件，256 字节文字加照片
cli-id-ok = 号码正确：{ $number }，{ $kind } { $birth } { $sex }
cli-uscc-ok = 代码正确：{ $code }
cli-sex-male = 男
cli-sex-female = 女
cli-document-resident = 居民身份证
cli-document-permit = 港澳台居民居住证
cli-document-foreigner-2017 = 外国人永久居留身份证（2017 版）
cli-document-foreigner-2023 = 外国人永久居留身份证（2023 版）
cli-option-device = 哪种设备
cli-help-kiosk = 运行一台取号机。
cli-option-kiosk = 取号机编号，见大厅文件的 kiosks，如 K1
cli-option-machine = 本机的设备文件（machine.toml）
cli-option-public-url = 办事群众手机能打开的网址；不写就用服务器地址
cli-option-own-data = 本机断网数据的文件夹；不写就放在令牌旁边
cli-option-token-file = 本机令牌的文件；不写就放在用户的设置文件夹
cli-option-code-once = 一次性配对码；换来的令牌写进令牌文件
